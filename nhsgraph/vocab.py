"""The names of the vocabulary's terms as constants; generated from ``ontology/*.ttl``, do not edit.

A constant is named like its term, with "_" for "-": ``CCG``, ``validFrom``, ``level_joint``,
``F_CONTRACT``; terms of other vocabularies carry their prefix (``org_Membership``). Every value is a
full IRI. ``SCHEMES`` leads from a scheme and a notation to the concept, in the order of the scheme. What
terms mean: :mod:`nhsgraph.ontology`.

To write this file again: ``python tools/make_vocab.py``.
"""
# ruff: noqa: N816

NG = "https://w3id.org/nhsgraph/def#"

# Terms of other vocabularies
dct_identifier = "http://purl.org/dc/terms/identifier"
dct_issued = "http://purl.org/dc/terms/issued"
dct_license = "http://purl.org/dc/terms/license"
dct_publisher = "http://purl.org/dc/terms/publisher"
dct_source = "http://purl.org/dc/terms/source"
dct_title = "http://purl.org/dc/terms/title"
rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
rdfs_label = "http://www.w3.org/2000/01/rdf-schema#label"
skos_broader = "http://www.w3.org/2004/02/skos/core#broader"
skos_definition = "http://www.w3.org/2004/02/skos/core#definition"
skos_inScheme = "http://www.w3.org/2004/02/skos/core#inScheme"
skos_notation = "http://www.w3.org/2004/02/skos/core#notation"
skos_prefLabel = "http://www.w3.org/2004/02/skos/core#prefLabel"
dcat_Catalog = "http://www.w3.org/ns/dcat#Catalog"
dcat_Dataset = "http://www.w3.org/ns/dcat#Dataset"
dcat_dataset = "http://www.w3.org/ns/dcat#dataset"
dcat_landingPage = "http://www.w3.org/ns/dcat#landingPage"
org_ChangeEvent = "http://www.w3.org/ns/org#ChangeEvent"
org_Membership = "http://www.w3.org/ns/org#Membership"
org_member = "http://www.w3.org/ns/org#member"
org_organization = "http://www.w3.org/ns/org#organization"
org_originalOrganization = "http://www.w3.org/ns/org#originalOrganization"
org_resultingOrganization = "http://www.w3.org/ns/org#resultingOrganization"
org_subOrganizationOf = "http://www.w3.org/ns/org#subOrganizationOf"
prov_Entity = "http://www.w3.org/ns/prov#Entity"
prov_wasAttributedTo = "http://www.w3.org/ns/prov#wasAttributedTo"
prov_wasDerivedFrom = "http://www.w3.org/ns/prov#wasDerivedFrom"
prov_wasRevisionOf = "http://www.w3.org/ns/prov#wasRevisionOf"
foaf_Person = "http://xmlns.com/foaf/0.1/Person"
foaf_name = "http://xmlns.com/foaf/0.1/name"

# Classes
AccountabilityLine = "https://w3id.org/nhsgraph/def#AccountabilityLine"
AccountabilityRelation = "https://w3id.org/nhsgraph/def#AccountabilityRelation"
AdvisoryCommittee = "https://w3id.org/nhsgraph/def#AdvisoryCommittee"
Agreement = "https://w3id.org/nhsgraph/def#Agreement"
AnonymousParticipant = "https://w3id.org/nhsgraph/def#AnonymousParticipant"
AreaTeam = "https://w3id.org/nhsgraph/def#AreaTeam"
Attendance = "https://w3id.org/nhsgraph/def#Attendance"
AuditBody = "https://w3id.org/nhsgraph/def#AuditBody"
AuthorGroup = "https://w3id.org/nhsgraph/def#AuthorGroup"
CCG = "https://w3id.org/nhsgraph/def#CCG"
CSU = "https://w3id.org/nhsgraph/def#CSU"
CaseStudySite = "https://w3id.org/nhsgraph/def#CaseStudySite"
Centroid = "https://w3id.org/nhsgraph/def#Centroid"
Claim = "https://w3id.org/nhsgraph/def#Claim"
CoCommissioningArrangement = "https://w3id.org/nhsgraph/def#CoCommissioningArrangement"
CommissioningDecision = "https://w3id.org/nhsgraph/def#CommissioningDecision"
CommissioningHub = "https://w3id.org/nhsgraph/def#CommissioningHub"
Committee = "https://w3id.org/nhsgraph/def#Committee"
Company = "https://w3id.org/nhsgraph/def#Company"
CompanyPayment = "https://w3id.org/nhsgraph/def#CompanyPayment"
ConflictSituation = "https://w3id.org/nhsgraph/def#ConflictSituation"
Contract = "https://w3id.org/nhsgraph/def#Contract"
ContractAward = "https://w3id.org/nhsgraph/def#ContractAward"
ContractRole = "https://w3id.org/nhsgraph/def#ContractRole"
Contradiction = "https://w3id.org/nhsgraph/def#Contradiction"
Correction = "https://w3id.org/nhsgraph/def#Correction"
Delegation = "https://w3id.org/nhsgraph/def#Delegation"
Department = "https://w3id.org/nhsgraph/def#Department"
DutyPowerGap = "https://w3id.org/nhsgraph/def#DutyPowerGap"
Exclusion = "https://w3id.org/nhsgraph/def#Exclusion"
ExecutiveCouncil = "https://w3id.org/nhsgraph/def#ExecutiveCouncil"
FactNode = "https://w3id.org/nhsgraph/def#FactNode"
FamilyPractitionerCommittee = "https://w3id.org/nhsgraph/def#FamilyPractitionerCommittee"
Federation = "https://w3id.org/nhsgraph/def#Federation"
FederationCompany = "https://w3id.org/nhsgraph/def#FederationCompany"
Footprint = "https://w3id.org/nhsgraph/def#Footprint"
FootprintAlignment = "https://w3id.org/nhsgraph/def#FootprintAlignment"
Function = "https://w3id.org/nhsgraph/def#Function"
FunctionAllocation = "https://w3id.org/nhsgraph/def#FunctionAllocation"
FunctionRole = "https://w3id.org/nhsgraph/def#FunctionRole"
GPPractice = "https://w3id.org/nhsgraph/def#GPPractice"
GoverningBody = "https://w3id.org/nhsgraph/def#GoverningBody"
GuidanceDocument = "https://w3id.org/nhsgraph/def#GuidanceDocument"
HealthAuthority = "https://w3id.org/nhsgraph/def#HealthAuthority"
HealthWellbeingBoard = "https://w3id.org/nhsgraph/def#HealthWellbeingBoard"
HolderRole = "https://w3id.org/nhsgraph/def#HolderRole"
Holding = "https://w3id.org/nhsgraph/def#Holding"
HospitalBoard = "https://w3id.org/nhsgraph/def#HospitalBoard"
ICS = "https://w3id.org/nhsgraph/def#ICS"
IdentifierAssignment = "https://w3id.org/nhsgraph/def#IdentifierAssignment"
Interest = "https://w3id.org/nhsgraph/def#Interest"
JointCommittee = "https://w3id.org/nhsgraph/def#JointCommittee"
LMC = "https://w3id.org/nhsgraph/def#LMC"
LegalBasis = "https://w3id.org/nhsgraph/def#LegalBasis"
LocalAuthority = "https://w3id.org/nhsgraph/def#LocalAuthority"
LocalTeam = "https://w3id.org/nhsgraph/def#LocalTeam"
Locality = "https://w3id.org/nhsgraph/def#Locality"
Meeting = "https://w3id.org/nhsgraph/def#Meeting"
Minister = "https://w3id.org/nhsgraph/def#Minister"
Mitigation = "https://w3id.org/nhsgraph/def#Mitigation"
NHSETeam = "https://w3id.org/nhsgraph/def#NHSETeam"
NHSEngland = "https://w3id.org/nhsgraph/def#NHSEngland"
NHSTrust = "https://w3id.org/nhsgraph/def#NHSTrust"
NameAssignment = "https://w3id.org/nhsgraph/def#NameAssignment"
Nobody = "https://w3id.org/nhsgraph/def#Nobody"
NumberCheck = "https://w3id.org/nhsgraph/def#NumberCheck"
Observation = "https://w3id.org/nhsgraph/def#Observation"
Organisation = "https://w3id.org/nhsgraph/def#Organisation"
OverturnBar = "https://w3id.org/nhsgraph/def#OverturnBar"
PCCC = "https://w3id.org/nhsgraph/def#PCCC"
PCTCluster = "https://w3id.org/nhsgraph/def#PCTCluster"
Parliament = "https://w3id.org/nhsgraph/def#Parliament"
PartnerListing = "https://w3id.org/nhsgraph/def#PartnerListing"
PartnershipEvent = "https://w3id.org/nhsgraph/def#PartnershipEvent"
PartnershipLead = "https://w3id.org/nhsgraph/def#PartnershipLead"
Person = "https://w3id.org/nhsgraph/def#Person"
PolicyEvent = "https://w3id.org/nhsgraph/def#PolicyEvent"
Position = "https://w3id.org/nhsgraph/def#Position"
PracticeYear = "https://w3id.org/nhsgraph/def#PracticeYear"
PrimaryCareTrust = "https://w3id.org/nhsgraph/def#PrimaryCareTrust"
PrimaryCareTrustGroup = "https://w3id.org/nhsgraph/def#PrimaryCareTrustGroup"
ProviderOrganisation = "https://w3id.org/nhsgraph/def#ProviderOrganisation"
PublishedCount = "https://w3id.org/nhsgraph/def#PublishedCount"
Publisher = "https://w3id.org/nhsgraph/def#Publisher"
RegionalTeam = "https://w3id.org/nhsgraph/def#RegionalTeam"
Regulator = "https://w3id.org/nhsgraph/def#Regulator"
Relation = "https://w3id.org/nhsgraph/def#Relation"
RepresentativeBody = "https://w3id.org/nhsgraph/def#RepresentativeBody"
ResearchBody = "https://w3id.org/nhsgraph/def#ResearchBody"
Rule = "https://w3id.org/nhsgraph/def#Rule"
STP = "https://w3id.org/nhsgraph/def#STP"
SourceDocument = "https://w3id.org/nhsgraph/def#SourceDocument"
SpendEvidence = "https://w3id.org/nhsgraph/def#SpendEvidence"
Stance = "https://w3id.org/nhsgraph/def#Stance"
StatedInput = "https://w3id.org/nhsgraph/def#StatedInput"
StatedRelation = "https://w3id.org/nhsgraph/def#StatedRelation"
StatusObservation = "https://w3id.org/nhsgraph/def#StatusObservation"
StatutoryBody = "https://w3id.org/nhsgraph/def#StatutoryBody"
StrategicHealthAuthority = "https://w3id.org/nhsgraph/def#StrategicHealthAuthority"
StructureRelation = "https://w3id.org/nhsgraph/def#StructureRelation"
Succession = "https://w3id.org/nhsgraph/def#Succession"
SystemPartnership = "https://w3id.org/nhsgraph/def#SystemPartnership"
TeamCoverage = "https://w3id.org/nhsgraph/def#TeamCoverage"
Tenure = "https://w3id.org/nhsgraph/def#Tenure"
UnnamedGroup = "https://w3id.org/nhsgraph/def#UnnamedGroup"
Uptake = "https://w3id.org/nhsgraph/def#Uptake"
Vanguard = "https://w3id.org/nhsgraph/def#Vanguard"

# Properties
about = "https://w3id.org/nhsgraph/def#about"
accountabilityType = "https://w3id.org/nhsgraph/def#accountabilityType"
accountableParty = "https://w3id.org/nhsgraph/def#accountableParty"
accountableTo = "https://w3id.org/nhsgraph/def#accountableTo"
act = "https://w3id.org/nhsgraph/def#act"
aliasOf = "https://w3id.org/nhsgraph/def#aliasOf"
alignmentRelation = "https://w3id.org/nhsgraph/def#alignmentRelation"
announced = "https://w3id.org/nhsgraph/def#announced"
announcedOn = "https://w3id.org/nhsgraph/def#announcedOn"
anonymous = "https://w3id.org/nhsgraph/def#anonymous"
appliesTo = "https://w3id.org/nhsgraph/def#appliesTo"
asOf = "https://w3id.org/nhsgraph/def#asOf"
atLevel = "https://w3id.org/nhsgraph/def#atLevel"
attendanceKind = "https://w3id.org/nhsgraph/def#attendanceKind"
attendee = "https://w3id.org/nhsgraph/def#attendee"
awardStatus = "https://w3id.org/nhsgraph/def#awardStatus"
awardedBy = "https://w3id.org/nhsgraph/def#awardedBy"
barredBody = "https://w3id.org/nhsgraph/def#barredBody"
basis = "https://w3id.org/nhsgraph/def#basis"
beneficialHolder = "https://w3id.org/nhsgraph/def#beneficialHolder"
bindingness = "https://w3id.org/nhsgraph/def#bindingness"
careModel = "https://w3id.org/nhsgraph/def#careModel"
caveat = "https://w3id.org/nhsgraph/def#caveat"
ccg = "https://w3id.org/nhsgraph/def#ccg"
centroidOf = "https://w3id.org/nhsgraph/def#centroidOf"
changeType = "https://w3id.org/nhsgraph/def#changeType"
check = "https://w3id.org/nhsgraph/def#check"
checkResult = "https://w3id.org/nhsgraph/def#checkResult"
claim = "https://w3id.org/nhsgraph/def#claim"
claimKind = "https://w3id.org/nhsgraph/def#claimKind"
claimObject = "https://w3id.org/nhsgraph/def#claimObject"
claimPredicate = "https://w3id.org/nhsgraph/def#claimPredicate"
claimStatus = "https://w3id.org/nhsgraph/def#claimStatus"
claimSubject = "https://w3id.org/nhsgraph/def#claimSubject"
clash = "https://w3id.org/nhsgraph/def#clash"
closeTie = "https://w3id.org/nhsgraph/def#closeTie"
commissioner = "https://w3id.org/nhsgraph/def#commissioner"
committeeOf = "https://w3id.org/nhsgraph/def#committeeOf"
committeeRole = "https://w3id.org/nhsgraph/def#committeeRole"
companyCategory = "https://w3id.org/nhsgraph/def#companyCategory"
concerning = "https://w3id.org/nhsgraph/def#concerning"
concernsBody = "https://w3id.org/nhsgraph/def#concernsBody"
concernsProvider = "https://w3id.org/nhsgraph/def#concernsProvider"
conflictPattern = "https://w3id.org/nhsgraph/def#conflictPattern"
content = "https://w3id.org/nhsgraph/def#content"
contract = "https://w3id.org/nhsgraph/def#contract"
contractInvoices = "https://w3id.org/nhsgraph/def#contractInvoices"
contractKind = "https://w3id.org/nhsgraph/def#contractKind"
contractPounds = "https://w3id.org/nhsgraph/def#contractPounds"
contractRole = "https://w3id.org/nhsgraph/def#contractRole"
contractType = "https://w3id.org/nhsgraph/def#contractType"
contractingParty = "https://w3id.org/nhsgraph/def#contractingParty"
correction = "https://w3id.org/nhsgraph/def#correction"
correctionOf = "https://w3id.org/nhsgraph/def#correctionOf"
counted = "https://w3id.org/nhsgraph/def#counted"
countedOf = "https://w3id.org/nhsgraph/def#countedOf"
coveredBody = "https://w3id.org/nhsgraph/def#coveredBody"
datePrecision = "https://w3id.org/nhsgraph/def#datePrecision"
dated = "https://w3id.org/nhsgraph/def#dated"
decidedAt = "https://w3id.org/nhsgraph/def#decidedAt"
decidedOn = "https://w3id.org/nhsgraph/def#decidedOn"
decidesIndependentlyOf = "https://w3id.org/nhsgraph/def#decidesIndependentlyOf"
decidingBody = "https://w3id.org/nhsgraph/def#decidingBody"
decisionAuthority = "https://w3id.org/nhsgraph/def#decisionAuthority"
declaredOn = "https://w3id.org/nhsgraph/def#declaredOn"
defaultStatutoryStatus = "https://w3id.org/nhsgraph/def#defaultStatutoryStatus"
delegable = "https://w3id.org/nhsgraph/def#delegable"
delegate = "https://w3id.org/nhsgraph/def#delegate"
delegatedInvoices = "https://w3id.org/nhsgraph/def#delegatedInvoices"
delegatedPounds = "https://w3id.org/nhsgraph/def#delegatedPounds"
delegatedSpendFound = "https://w3id.org/nhsgraph/def#delegatedSpendFound"
delegator = "https://w3id.org/nhsgraph/def#delegator"
doi = "https://w3id.org/nhsgraph/def#doi"
effectiveOn = "https://w3id.org/nhsgraph/def#effectiveOn"
employer = "https://w3id.org/nhsgraph/def#employer"
employerName = "https://w3id.org/nhsgraph/def#employerName"
enactedOn = "https://w3id.org/nhsgraph/def#enactedOn"
entangledWith = "https://w3id.org/nhsgraph/def#entangledWith"
event = "https://w3id.org/nhsgraph/def#event"
eventCategory = "https://w3id.org/nhsgraph/def#eventCategory"
evidencedBy = "https://w3id.org/nhsgraph/def#evidencedBy"
excludedParty = "https://w3id.org/nhsgraph/def#excludedParty"
excludedTo = "https://w3id.org/nhsgraph/def#excludedTo"
externalSupport = "https://w3id.org/nhsgraph/def#externalSupport"
factsLoaded = "https://w3id.org/nhsgraph/def#factsLoaded"
figure = "https://w3id.org/nhsgraph/def#figure"
financialYear = "https://w3id.org/nhsgraph/def#financialYear"
footprintA = "https://w3id.org/nhsgraph/def#footprintA"
footprintB = "https://w3id.org/nhsgraph/def#footprintB"
footprintOf = "https://w3id.org/nhsgraph/def#footprintOf"
footprintType = "https://w3id.org/nhsgraph/def#footprintType"
forFunction = "https://w3id.org/nhsgraph/def#forFunction"
function = "https://w3id.org/nhsgraph/def#function"
genre = "https://w3id.org/nhsgraph/def#genre"
gpSupplierPounds = "https://w3id.org/nhsgraph/def#gpSupplierPounds"
grade = "https://w3id.org/nhsgraph/def#grade"
guidanceKind = "https://w3id.org/nhsgraph/def#guidanceKind"
heldBy = "https://w3id.org/nhsgraph/def#heldBy"
heldIn = "https://w3id.org/nhsgraph/def#heldIn"
heldInCapacity = "https://w3id.org/nhsgraph/def#heldInCapacity"
heldOn = "https://w3id.org/nhsgraph/def#heldOn"
holder = "https://w3id.org/nhsgraph/def#holder"
holderBody = "https://w3id.org/nhsgraph/def#holderBody"
holderKind = "https://w3id.org/nhsgraph/def#holderKind"
holderRole = "https://w3id.org/nhsgraph/def#holderRole"
identifierOf = "https://w3id.org/nhsgraph/def#identifierOf"
inRole = "https://w3id.org/nhsgraph/def#inRole"
inSource = "https://w3id.org/nhsgraph/def#inSource"
independenceGroup = "https://w3id.org/nhsgraph/def#independenceGroup"
instanceOfLine = "https://w3id.org/nhsgraph/def#instanceOfLine"
instrument = "https://w3id.org/nhsgraph/def#instrument"
interestBearer = "https://w3id.org/nhsgraph/def#interestBearer"
interestIn = "https://w3id.org/nhsgraph/def#interestIn"
interestKind = "https://w3id.org/nhsgraph/def#interestKind"
invoices = "https://w3id.org/nhsgraph/def#invoices"
issuedBy = "https://w3id.org/nhsgraph/def#issuedBy"
knownUntil = "https://w3id.org/nhsgraph/def#knownUntil"
latitude = "https://w3id.org/nhsgraph/def#latitude"
leadPerson = "https://w3id.org/nhsgraph/def#leadPerson"
legalBasis = "https://w3id.org/nhsgraph/def#legalBasis"
legalForm = "https://w3id.org/nhsgraph/def#legalForm"
level = "https://w3id.org/nhsgraph/def#level"
lever = "https://w3id.org/nhsgraph/def#lever"
leverFunction = "https://w3id.org/nhsgraph/def#leverFunction"
leverRole = "https://w3id.org/nhsgraph/def#leverRole"
listingStatus = "https://w3id.org/nhsgraph/def#listingStatus"
locator = "https://w3id.org/nhsgraph/def#locator"
longitude = "https://w3id.org/nhsgraph/def#longitude"
lsoas = "https://w3id.org/nhsgraph/def#lsoas"
lsoasBefore = "https://w3id.org/nhsgraph/def#lsoasBefore"
lsoasMoved = "https://w3id.org/nhsgraph/def#lsoasMoved"
managedBy = "https://w3id.org/nhsgraph/def#managedBy"
measure = "https://w3id.org/nhsgraph/def#measure"
meeting = "https://w3id.org/nhsgraph/def#meeting"
meetingOf = "https://w3id.org/nhsgraph/def#meetingOf"
memberCategory = "https://w3id.org/nhsgraph/def#memberCategory"
membershipBasis = "https://w3id.org/nhsgraph/def#membershipBasis"
mitigates = "https://w3id.org/nhsgraph/def#mitigates"
mitigationStatus = "https://w3id.org/nhsgraph/def#mitigationStatus"
mitigationType = "https://w3id.org/nhsgraph/def#mitigationType"
modality = "https://w3id.org/nhsgraph/def#modality"
name = "https://w3id.org/nhsgraph/def#name"
nameLooksLikeFederation = "https://w3id.org/nhsgraph/def#nameLooksLikeFederation"
nameOf = "https://w3id.org/nhsgraph/def#nameOf"
namedGraph = "https://w3id.org/nhsgraph/def#namedGraph"
nominee = "https://w3id.org/nhsgraph/def#nominee"
notBefore = "https://w3id.org/nhsgraph/def#notBefore"
note = "https://w3id.org/nhsgraph/def#note"
number = "https://w3id.org/nhsgraph/def#number"
observedBody = "https://w3id.org/nhsgraph/def#observedBody"
observedOn = "https://w3id.org/nhsgraph/def#observedOn"
onBehalfOf = "https://w3id.org/nhsgraph/def#onBehalfOf"
part = "https://w3id.org/nhsgraph/def#part"
partOfGuidance = "https://w3id.org/nhsgraph/def#partOfGuidance"
partnerCategory = "https://w3id.org/nhsgraph/def#partnerCategory"
partnership = "https://w3id.org/nhsgraph/def#partnership"
partyRole = "https://w3id.org/nhsgraph/def#partyRole"
payee = "https://w3id.org/nhsgraph/def#payee"
payer = "https://w3id.org/nhsgraph/def#payer"
payments = "https://w3id.org/nhsgraph/def#payments"
paymentsNet = "https://w3id.org/nhsgraph/def#paymentsNet"
people = "https://w3id.org/nhsgraph/def#people"
personName = "https://w3id.org/nhsgraph/def#personName"
position = "https://w3id.org/nhsgraph/def#position"
positionOf = "https://w3id.org/nhsgraph/def#positionOf"
post = "https://w3id.org/nhsgraph/def#post"
pounds = "https://w3id.org/nhsgraph/def#pounds"
practice = "https://w3id.org/nhsgraph/def#practice"
practiceStatus = "https://w3id.org/nhsgraph/def#practiceStatus"
predecessor = "https://w3id.org/nhsgraph/def#predecessor"
premise = "https://w3id.org/nhsgraph/def#premise"
printedIn = "https://w3id.org/nhsgraph/def#printedIn"
printedText = "https://w3id.org/nhsgraph/def#printedText"
procedure = "https://w3id.org/nhsgraph/def#procedure"
provider = "https://w3id.org/nhsgraph/def#provider"
providerArmOf = "https://w3id.org/nhsgraph/def#providerArmOf"
provides = "https://w3id.org/nhsgraph/def#provides"
provision = "https://w3id.org/nhsgraph/def#provision"
publishedCode = "https://w3id.org/nhsgraph/def#publishedCode"
publishedOrganization = "https://w3id.org/nhsgraph/def#publishedOrganization"
publisherInterest = "https://w3id.org/nhsgraph/def#publisherInterest"
quorum = "https://w3id.org/nhsgraph/def#quorum"
rank = "https://w3id.org/nhsgraph/def#rank"
realness = "https://w3id.org/nhsgraph/def#realness"
reason = "https://w3id.org/nhsgraph/def#reason"
record = "https://w3id.org/nhsgraph/def#record"
recordCount = "https://w3id.org/nhsgraph/def#recordCount"
refutedBy = "https://w3id.org/nhsgraph/def#refutedBy"
registeredFrom = "https://w3id.org/nhsgraph/def#registeredFrom"
registeredPatients = "https://w3id.org/nhsgraph/def#registeredPatients"
relationKind = "https://w3id.org/nhsgraph/def#relationKind"
relationObject = "https://w3id.org/nhsgraph/def#relationObject"
relationStatus = "https://w3id.org/nhsgraph/def#relationStatus"
relationSubject = "https://w3id.org/nhsgraph/def#relationSubject"
remainingRoute = "https://w3id.org/nhsgraph/def#remainingRoute"
resolution = "https://w3id.org/nhsgraph/def#resolution"
resolutionRule = "https://w3id.org/nhsgraph/def#resolutionRule"
retainedBy = "https://w3id.org/nhsgraph/def#retainedBy"
roleHolder = "https://w3id.org/nhsgraph/def#roleHolder"
rule = "https://w3id.org/nhsgraph/def#rule"
ruleOrder = "https://w3id.org/nhsgraph/def#ruleOrder"
sanction = "https://w3id.org/nhsgraph/def#sanction"
scheme = "https://w3id.org/nhsgraph/def#scheme"
scope = "https://w3id.org/nhsgraph/def#scope"
severityCode = "https://w3id.org/nhsgraph/def#severityCode"
severityPart = "https://w3id.org/nhsgraph/def#severityPart"
share = "https://w3id.org/nhsgraph/def#share"
shareAtLeast = "https://w3id.org/nhsgraph/def#shareAtLeast"
shareAtMost = "https://w3id.org/nhsgraph/def#shareAtMost"
shareOfA = "https://w3id.org/nhsgraph/def#shareOfA"
shareOfB = "https://w3id.org/nhsgraph/def#shareOfB"
source = "https://w3id.org/nhsgraph/def#source"
stage = "https://w3id.org/nhsgraph/def#stage"
stanceType = "https://w3id.org/nhsgraph/def#stanceType"
statedFor = "https://w3id.org/nhsgraph/def#statedFor"
statutoryStatus = "https://w3id.org/nhsgraph/def#statutoryStatus"
strength = "https://w3id.org/nhsgraph/def#strength"
structureKind = "https://w3id.org/nhsgraph/def#structureKind"
successor = "https://w3id.org/nhsgraph/def#successor"
team = "https://w3id.org/nhsgraph/def#team"
tenureKind = "https://w3id.org/nhsgraph/def#tenureKind"
throughRole = "https://w3id.org/nhsgraph/def#throughRole"
throughTeam = "https://w3id.org/nhsgraph/def#throughTeam"
tier = "https://w3id.org/nhsgraph/def#tier"
timing = "https://w3id.org/nhsgraph/def#timing"
toRole = "https://w3id.org/nhsgraph/def#toRole"
validFrom = "https://w3id.org/nhsgraph/def#validFrom"
validText = "https://w3id.org/nhsgraph/def#validText"
validTo = "https://w3id.org/nhsgraph/def#validTo"
value = "https://w3id.org/nhsgraph/def#value"
verdict = "https://w3id.org/nhsgraph/def#verdict"
voting = "https://w3id.org/nhsgraph/def#voting"
weightedPatients = "https://w3id.org/nhsgraph/def#weightedPatients"
whole = "https://w3id.org/nhsgraph/def#whole"

# Datatypes
odsRole = "https://w3id.org/nhsgraph/def#odsRole"

# Individuals
design = "https://w3id.org/nhsgraph/def#design"

# Concept schemes
scheme_accountability_type = "https://w3id.org/nhsgraph/def#scheme-accountability-type"
scheme_act = "https://w3id.org/nhsgraph/def#scheme-act"
scheme_alignment = "https://w3id.org/nhsgraph/def#scheme-alignment"
scheme_attendance = "https://w3id.org/nhsgraph/def#scheme-attendance"
scheme_award_status = "https://w3id.org/nhsgraph/def#scheme-award-status"
scheme_basis = "https://w3id.org/nhsgraph/def#scheme-basis"
scheme_bindingness = "https://w3id.org/nhsgraph/def#scheme-bindingness"
scheme_change = "https://w3id.org/nhsgraph/def#scheme-change"
scheme_claim_kind = "https://w3id.org/nhsgraph/def#scheme-claim-kind"
scheme_claim_status = "https://w3id.org/nhsgraph/def#scheme-claim-status"
scheme_committee_role = "https://w3id.org/nhsgraph/def#scheme-committee-role"
scheme_conflict_pattern = "https://w3id.org/nhsgraph/def#scheme-conflict-pattern"
scheme_contract = "https://w3id.org/nhsgraph/def#scheme-contract"
scheme_contract_role = "https://w3id.org/nhsgraph/def#scheme-contract-role"
scheme_dated = "https://w3id.org/nhsgraph/def#scheme-dated"
scheme_decision_authority = "https://w3id.org/nhsgraph/def#scheme-decision-authority"
scheme_federation_legal_form = "https://w3id.org/nhsgraph/def#scheme-federation-legal-form"
scheme_footprint_type = "https://w3id.org/nhsgraph/def#scheme-footprint-type"
scheme_function = "https://w3id.org/nhsgraph/def#scheme-function"
scheme_function_role = "https://w3id.org/nhsgraph/def#scheme-function-role"
scheme_grade = "https://w3id.org/nhsgraph/def#scheme-grade"
scheme_interest = "https://w3id.org/nhsgraph/def#scheme-interest"
scheme_legal_basis_strength = "https://w3id.org/nhsgraph/def#scheme-legal-basis-strength"
scheme_level = "https://w3id.org/nhsgraph/def#scheme-level"
scheme_level_state = "https://w3id.org/nhsgraph/def#scheme-level-state"
scheme_member_category = "https://w3id.org/nhsgraph/def#scheme-member-category"
scheme_membership_basis = "https://w3id.org/nhsgraph/def#scheme-membership-basis"
scheme_mitigation = "https://w3id.org/nhsgraph/def#scheme-mitigation"
scheme_mitigation_status = "https://w3id.org/nhsgraph/def#scheme-mitigation-status"
scheme_modality = "https://w3id.org/nhsgraph/def#scheme-modality"
scheme_ncm = "https://w3id.org/nhsgraph/def#scheme-ncm"
scheme_overturn_route = "https://w3id.org/nhsgraph/def#scheme-overturn-route"
scheme_practice_status = "https://w3id.org/nhsgraph/def#scheme-practice-status"
scheme_precision = "https://w3id.org/nhsgraph/def#scheme-precision"
scheme_procedure = "https://w3id.org/nhsgraph/def#scheme-procedure"
scheme_realness = "https://w3id.org/nhsgraph/def#scheme-realness"
scheme_stance = "https://w3id.org/nhsgraph/def#scheme-stance"
scheme_statutory_status = "https://w3id.org/nhsgraph/def#scheme-statutory-status"
scheme_structure = "https://w3id.org/nhsgraph/def#scheme-structure"
scheme_tenure_kind = "https://w3id.org/nhsgraph/def#scheme-tenure-kind"
scheme_tier = "https://w3id.org/nhsgraph/def#scheme-tier"
scheme_timing = "https://w3id.org/nhsgraph/def#scheme-timing"
scheme_verdict = "https://w3id.org/nhsgraph/def#scheme-verdict"

# Concepts of the scheme accountability-type
type_statutory = "https://w3id.org/nhsgraph/def#type-statutory"
type_political = "https://w3id.org/nhsgraph/def#type-political"
type_delegated = "https://w3id.org/nhsgraph/def#type-delegated"
type_contractual = "https://w3id.org/nhsgraph/def#type-contractual"
type_regulatory = "https://w3id.org/nhsgraph/def#type-regulatory"
type_assurance = "https://w3id.org/nhsgraph/def#type-assurance"
type_corporate = "https://w3id.org/nhsgraph/def#type-corporate"
type_membership = "https://w3id.org/nhsgraph/def#type-membership"
type_professional = "https://w3id.org/nhsgraph/def#type-professional"
type_scrutiny = "https://w3id.org/nhsgraph/def#type-scrutiny"
type_advisory = "https://w3id.org/nhsgraph/def#type-advisory"
type_oversight = "https://w3id.org/nhsgraph/def#type-oversight"
type_collaborative = "https://w3id.org/nhsgraph/def#type-collaborative"

# Concepts of the scheme act
act_budget = "https://w3id.org/nhsgraph/def#act-budget"
act_merger = "https://w3id.org/nhsgraph/def#act-merger"
act_monitoring = "https://w3id.org/nhsgraph/def#act-monitoring"
act_new_practice = "https://w3id.org/nhsgraph/def#act-new-practice"
act_sanction = "https://w3id.org/nhsgraph/def#act-sanction"
act_scheme = "https://w3id.org/nhsgraph/def#act-scheme"
act_strategy = "https://w3id.org/nhsgraph/def#act-strategy"

# Concepts of the scheme alignment
alignment_contains = "https://w3id.org/nhsgraph/def#alignment-contains"
alignment_coterminous = "https://w3id.org/nhsgraph/def#alignment-coterminous"
alignment_disjoint = "https://w3id.org/nhsgraph/def#alignment-disjoint"
alignment_not_comparable = "https://w3id.org/nhsgraph/def#alignment-not-comparable"
alignment_overlaps = "https://w3id.org/nhsgraph/def#alignment-overlaps"
alignment_within = "https://w3id.org/nhsgraph/def#alignment-within"

# Concepts of the scheme attendance
attendance_abstained = "https://w3id.org/nhsgraph/def#attendance-abstained"
attendance_apologies = "https://w3id.org/nhsgraph/def#attendance-apologies"
attendance_present = "https://w3id.org/nhsgraph/def#attendance-present"
attendance_withdrew = "https://w3id.org/nhsgraph/def#attendance-withdrew"

# Concepts of the scheme award-status
award_awarded = "https://w3id.org/nhsgraph/def#award-awarded"
award_in_force = "https://w3id.org/nhsgraph/def#award-in-force"
award_intended = "https://w3id.org/nhsgraph/def#award-intended"
award_reported_awarded = "https://w3id.org/nhsgraph/def#award-reported-awarded"
award_withdrawn = "https://w3id.org/nhsgraph/def#award-withdrawn"

# Concepts of the scheme basis
basis_ccgs = "https://w3id.org/nhsgraph/def#basis-ccgs"
basis_contract = "https://w3id.org/nhsgraph/def#basis-contract"
basis_members = "https://w3id.org/nhsgraph/def#basis-members"
basis_postcodes = "https://w3id.org/nhsgraph/def#basis-postcodes"
basis_registered = "https://w3id.org/nhsgraph/def#basis-registered"
basis_residents = "https://w3id.org/nhsgraph/def#basis-residents"

# Concepts of the scheme bindingness
binding = "https://w3id.org/nhsgraph/def#binding"
non_binding = "https://w3id.org/nhsgraph/def#non-binding"

# Concepts of the scheme change
chg_abolition = "https://w3id.org/nhsgraph/def#chg-abolition"
chg_boundary = "https://w3id.org/nhsgraph/def#chg-boundary"
chg_creation = "https://w3id.org/nhsgraph/def#chg-creation"
chg_level = "https://w3id.org/nhsgraph/def#chg-level"
chg_merger = "https://w3id.org/nhsgraph/def#chg-merger"
chg_renaming = "https://w3id.org/nhsgraph/def#chg-renaming"

# Concepts of the scheme claim-kind
kind_fact = "https://w3id.org/nhsgraph/def#kind-fact"
kind_number = "https://w3id.org/nhsgraph/def#kind-number"
kind_opinion = "https://w3id.org/nhsgraph/def#kind-opinion"
kind_quote = "https://w3id.org/nhsgraph/def#kind-quote"
kind_rule = "https://w3id.org/nhsgraph/def#kind-rule"

# Concepts of the scheme claim-status
claim_overtaken = "https://w3id.org/nhsgraph/def#claim-overtaken"
claim_refuted = "https://w3id.org/nhsgraph/def#claim-refuted"
claim_withdrawn = "https://w3id.org/nhsgraph/def#claim-withdrawn"

# Concepts of the scheme committee-role
seat_attendee = "https://w3id.org/nhsgraph/def#seat-attendee"
seat_chair = "https://w3id.org/nhsgraph/def#seat-chair"
seat_member = "https://w3id.org/nhsgraph/def#seat-member"
seat_vice_chair = "https://w3id.org/nhsgraph/def#seat-vice-chair"

# Concepts of the scheme conflict-pattern
C_01 = "https://w3id.org/nhsgraph/def#C-01"
C_02 = "https://w3id.org/nhsgraph/def#C-02"
C_03 = "https://w3id.org/nhsgraph/def#C-03"
C_04 = "https://w3id.org/nhsgraph/def#C-04"
C_05 = "https://w3id.org/nhsgraph/def#C-05"
C_06 = "https://w3id.org/nhsgraph/def#C-06"
C_07 = "https://w3id.org/nhsgraph/def#C-07"
C_08 = "https://w3id.org/nhsgraph/def#C-08"
C_09 = "https://w3id.org/nhsgraph/def#C-09"
C_10 = "https://w3id.org/nhsgraph/def#C-10"
C_11 = "https://w3id.org/nhsgraph/def#C-11"
C_12 = "https://w3id.org/nhsgraph/def#C-12"

# Concepts of the scheme contract
contract_APMS = "https://w3id.org/nhsgraph/def#contract-APMS"
contract_AQP = "https://w3id.org/nhsgraph/def#contract-AQP"
contract_GMS = "https://w3id.org/nhsgraph/def#contract-GMS"
contract_LES = "https://w3id.org/nhsgraph/def#contract-LES"
contract_LIS = "https://w3id.org/nhsgraph/def#contract-LIS"
contract_NCM = "https://w3id.org/nhsgraph/def#contract-NCM"
contract_NIS = "https://w3id.org/nhsgraph/def#contract-NIS"
contract_PMS = "https://w3id.org/nhsgraph/def#contract-PMS"
contract_QOF = "https://w3id.org/nhsgraph/def#contract-QOF"
contract_core = "https://w3id.org/nhsgraph/def#contract-core"
contract_enhanced = "https://w3id.org/nhsgraph/def#contract-enhanced"
contract_prime_provider = "https://w3id.org/nhsgraph/def#contract-prime-provider"
contract_unknown = "https://w3id.org/nhsgraph/def#contract-unknown"

# Concepts of the scheme contract-role
contract_role_awarder = "https://w3id.org/nhsgraph/def#contract-role-awarder"
contract_role_contracting_party = "https://w3id.org/nhsgraph/def#contract-role-contracting-party"
contract_role_manager = "https://w3id.org/nhsgraph/def#contract-role-manager"
contract_role_provider = "https://w3id.org/nhsgraph/def#contract-role-provider"

# Concepts of the scheme dated
dated_exact = "https://w3id.org/nhsgraph/def#dated-exact"
dated_release = "https://w3id.org/nhsgraph/def#dated-release"

# Concepts of the scheme decision-authority
authority_decides = "https://w3id.org/nhsgraph/def#authority-decides"
authority_recommends = "https://w3id.org/nhsgraph/def#authority-recommends"
authority_advises = "https://w3id.org/nhsgraph/def#authority-advises"

# Concepts of the scheme federation-legal-form
form_charity = "https://w3id.org/nhsgraph/def#form-charity"
form_cic = "https://w3id.org/nhsgraph/def#form-cic"
form_cic_guarantee = "https://w3id.org/nhsgraph/def#form-cic-guarantee"
form_cic_shares = "https://w3id.org/nhsgraph/def#form-cic-shares"
form_clg = "https://w3id.org/nhsgraph/def#form-clg"
form_cls = "https://w3id.org/nhsgraph/def#form-cls"
form_ips = "https://w3id.org/nhsgraph/def#form-ips"
form_llp = "https://w3id.org/nhsgraph/def#form-llp"
form_unincorporated = "https://w3id.org/nhsgraph/def#form-unincorporated"

# Concepts of the scheme footprint-type
footprint_practice = "https://w3id.org/nhsgraph/def#footprint-practice"
footprint_locality = "https://w3id.org/nhsgraph/def#footprint-locality"
footprint_federation = "https://w3id.org/nhsgraph/def#footprint-federation"
footprint_ccg = "https://w3id.org/nhsgraph/def#footprint-ccg"
footprint_la_lower = "https://w3id.org/nhsgraph/def#footprint-la-lower"
footprint_la_upper = "https://w3id.org/nhsgraph/def#footprint-la-upper"
footprint_pct = "https://w3id.org/nhsgraph/def#footprint-pct"
footprint_pct_cluster = "https://w3id.org/nhsgraph/def#footprint-pct-cluster"
footprint_stp = "https://w3id.org/nhsgraph/def#footprint-stp"
footprint_team = "https://w3id.org/nhsgraph/def#footprint-team"
footprint_region = "https://w3id.org/nhsgraph/def#footprint-region"

# Concepts of the scheme function
F_PMS = "https://w3id.org/nhsgraph/def#F-PMS"
F_CONTRACT = "https://w3id.org/nhsgraph/def#F-CONTRACT"
F_ENH = "https://w3id.org/nhsgraph/def#F-ENH"
F_LIS = "https://w3id.org/nhsgraph/def#F-LIS"
F_NEWPRAC = "https://w3id.org/nhsgraph/def#F-NEWPRAC"
F_MERGE = "https://w3id.org/nhsgraph/def#F-MERGE"
F_DISC = "https://w3id.org/nhsgraph/def#F-DISC"
F_PRACPERF = "https://w3id.org/nhsgraph/def#F-PRACPERF"
F_GPPERF = "https://w3id.org/nhsgraph/def#F-GPPERF"
F_CQCLIAISON = "https://w3id.org/nhsgraph/def#F-CQCLIAISON"
F_INSPECT = "https://w3id.org/nhsgraph/def#F-INSPECT"
F_QUALPC = "https://w3id.org/nhsgraph/def#F-QUALPC"
F_COI = "https://w3id.org/nhsgraph/def#F-COI"
F_DENTAL = "https://w3id.org/nhsgraph/def#F-DENTAL"
F_EYE = "https://w3id.org/nhsgraph/def#F-EYE"
F_PHARM = "https://w3id.org/nhsgraph/def#F-PHARM"
F_SECCOMM = "https://w3id.org/nhsgraph/def#F-SECCOMM"
F_SPEC = "https://w3id.org/nhsgraph/def#F-SPEC"
F_ESTATES_INV = "https://w3id.org/nhsgraph/def#F-ESTATES-INV"
F_PROC = "https://w3id.org/nhsgraph/def#F-PROC"
F_STPPLAN = "https://w3id.org/nhsgraph/def#F-STPPLAN"
F_SCRUT = "https://w3id.org/nhsgraph/def#F-SCRUT"
F_LIAISON = "https://w3id.org/nhsgraph/def#F-LIAISON"
F_REP = "https://w3id.org/nhsgraph/def#F-REP"
F_MANDATE = "https://w3id.org/nhsgraph/def#F-MANDATE"

# Concepts of the scheme function-role
function_role_holds = "https://w3id.org/nhsgraph/def#function-role-holds"
function_role_exercises = "https://w3id.org/nhsgraph/def#function-role-exercises"
function_role_decides = "https://w3id.org/nhsgraph/def#function-role-decides"
function_role_assures = "https://w3id.org/nhsgraph/def#function-role-assures"
function_role_advises = "https://w3id.org/nhsgraph/def#function-role-advises"

# Concepts of the scheme grade
grade_official = "https://w3id.org/nhsgraph/def#grade-official"
grade_stated = "https://w3id.org/nhsgraph/def#grade-stated"
grade_evidenced = "https://w3id.org/nhsgraph/def#grade-evidenced"
grade_implied = "https://w3id.org/nhsgraph/def#grade-implied"
grade_unverified = "https://w3id.org/nhsgraph/def#grade-unverified"
grade_fictional = "https://w3id.org/nhsgraph/def#grade-fictional"

# Concepts of the scheme interest
interest_financial = "https://w3id.org/nhsgraph/def#interest-financial"
interest_indirect = "https://w3id.org/nhsgraph/def#interest-indirect"
interest_non_financial_personal = "https://w3id.org/nhsgraph/def#interest-non-financial-personal"
interest_non_financial_professional = "https://w3id.org/nhsgraph/def#interest-non-financial-professional"

# Concepts of the scheme legal-basis-strength
strength_primary = "https://w3id.org/nhsgraph/def#strength-primary"
strength_secondary = "https://w3id.org/nhsgraph/def#strength-secondary"
strength_agreement = "https://w3id.org/nhsgraph/def#strength-agreement"
strength_guidance = "https://w3id.org/nhsgraph/def#strength-guidance"
strength_statutory_guidance = "https://w3id.org/nhsgraph/def#strength-statutory-guidance"
strength_non_statutory_guidance = "https://w3id.org/nhsgraph/def#strength-non-statutory-guidance"
strength_none = "https://w3id.org/nhsgraph/def#strength-none"

# Concepts of the scheme level
level_greater_involvement = "https://w3id.org/nhsgraph/def#level-greater-involvement"
level_joint = "https://w3id.org/nhsgraph/def#level-joint"
level_delegated = "https://w3id.org/nhsgraph/def#level-delegated"

# Concepts of the scheme level-state
level_none = "https://w3id.org/nhsgraph/def#level-none"
level_unknown = "https://w3id.org/nhsgraph/def#level-unknown"

# Concepts of the scheme member-category
cat_accountable_officer = "https://w3id.org/nhsgraph/def#cat-accountable-officer"
cat_clinician = "https://w3id.org/nhsgraph/def#cat-clinician"
cat_executive = "https://w3id.org/nhsgraph/def#cat-executive"
cat_finance_officer = "https://w3id.org/nhsgraph/def#cat-finance-officer"
cat_gp = "https://w3id.org/nhsgraph/def#cat-gp"
cat_independent_gp = "https://w3id.org/nhsgraph/def#cat-independent-gp"
cat_lay = "https://w3id.org/nhsgraph/def#cat-lay"
cat_lmc = "https://w3id.org/nhsgraph/def#cat-lmc"
cat_local_government = "https://w3id.org/nhsgraph/def#cat-local-government"
cat_nhse = "https://w3id.org/nhsgraph/def#cat-nhse"
cat_nurse = "https://w3id.org/nhsgraph/def#cat-nurse"
cat_patient = "https://w3id.org/nhsgraph/def#cat-patient"
cat_practice_manager = "https://w3id.org/nhsgraph/def#cat-practice-manager"
cat_secondary_care = "https://w3id.org/nhsgraph/def#cat-secondary-care"

# Concepts of the scheme membership-basis
membership_appointment = "https://w3id.org/nhsgraph/def#membership-appointment"
membership_participation = "https://w3id.org/nhsgraph/def#membership-participation"
membership_statutory = "https://w3id.org/nhsgraph/def#membership-statutory"
membership_voluntary = "https://w3id.org/nhsgraph/def#membership-voluntary"

# Concepts of the scheme mitigation
mit_abstention = "https://w3id.org/nhsgraph/def#mit-abstention"
mit_audit_advice = "https://w3id.org/nhsgraph/def#mit-audit-advice"
mit_breach_process = "https://w3id.org/nhsgraph/def#mit-breach-process"
mit_competition = "https://w3id.org/nhsgraph/def#mit-competition"
mit_declaration = "https://w3id.org/nhsgraph/def#mit-declaration"
mit_disclosure = "https://w3id.org/nhsgraph/def#mit-disclosure"
mit_enforcement = "https://w3id.org/nhsgraph/def#mit-enforcement"
mit_exclusion = "https://w3id.org/nhsgraph/def#mit-exclusion"
mit_gp_non_majority = "https://w3id.org/nhsgraph/def#mit-gp-non-majority"
mit_guardian = "https://w3id.org/nhsgraph/def#mit-guardian"
mit_guidance = "https://w3id.org/nhsgraph/def#mit-guidance"
mit_independent_clinician = "https://w3id.org/nhsgraph/def#mit-independent-clinician"
mit_lay_chair = "https://w3id.org/nhsgraph/def#mit-lay-chair"
mit_lay_majority = "https://w3id.org/nhsgraph/def#mit-lay-majority"
mit_nhse_decides = "https://w3id.org/nhsgraph/def#mit-nhse-decides"
mit_non_clinician_majority = "https://w3id.org/nhsgraph/def#mit-non-clinician-majority"
mit_open_meeting = "https://w3id.org/nhsgraph/def#mit-open-meeting"
mit_procurement_principles = "https://w3id.org/nhsgraph/def#mit-procurement-principles"
mit_professional_duty = "https://w3id.org/nhsgraph/def#mit-professional-duty"
mit_reframing = "https://w3id.org/nhsgraph/def#mit-reframing"
mit_register = "https://w3id.org/nhsgraph/def#mit-register"
mit_role_ban = "https://w3id.org/nhsgraph/def#mit-role-ban"
mit_scrutiny = "https://w3id.org/nhsgraph/def#mit-scrutiny"
mit_separate_body = "https://w3id.org/nhsgraph/def#mit-separate-body"
mit_separate_procurement = "https://w3id.org/nhsgraph/def#mit-separate-procurement"
mit_training = "https://w3id.org/nhsgraph/def#mit-training"
mit_transparency_notice = "https://w3id.org/nhsgraph/def#mit-transparency-notice"

# Concepts of the scheme mitigation-status
mitigation_documented = "https://w3id.org/nhsgraph/def#mitigation-documented"
mitigation_documented_absent = "https://w3id.org/nhsgraph/def#mitigation-documented-absent"
mitigation_not_documented = "https://w3id.org/nhsgraph/def#mitigation-not-documented"

# Concepts of the scheme modality
mod_actual = "https://w3id.org/nhsgraph/def#mod-actual"
mod_hypothetical = "https://w3id.org/nhsgraph/def#mod-hypothetical"
mod_proposed = "https://w3id.org/nhsgraph/def#mod-proposed"
mod_prospective = "https://w3id.org/nhsgraph/def#mod-prospective"

# Concepts of the scheme ncm
ncm_ACC = "https://w3id.org/nhsgraph/def#ncm-ACC"
ncm_EHCH = "https://w3id.org/nhsgraph/def#ncm-EHCH"
ncm_MCP = "https://w3id.org/nhsgraph/def#ncm-MCP"
ncm_PACS = "https://w3id.org/nhsgraph/def#ncm-PACS"
ncm_UEC = "https://w3id.org/nhsgraph/def#ncm-UEC"

# Concepts of the scheme overturn-route
route_committee_members = "https://w3id.org/nhsgraph/def#route-committee-members"
route_constitution = "https://w3id.org/nhsgraph/def#route-constitution"
route_end_delegation = "https://w3id.org/nhsgraph/def#route-end-delegation"
route_step_in = "https://w3id.org/nhsgraph/def#route-step-in"

# Concepts of the scheme practice-status
practice_status_active = "https://w3id.org/nhsgraph/def#practice-status-active"
practice_status_closed = "https://w3id.org/nhsgraph/def#practice-status-closed"
practice_status_dormant = "https://w3id.org/nhsgraph/def#practice-status-dormant"
practice_status_proposed = "https://w3id.org/nhsgraph/def#practice-status-proposed"

# Concepts of the scheme precision
precision_day = "https://w3id.org/nhsgraph/def#precision-day"
precision_month = "https://w3id.org/nhsgraph/def#precision-month"
precision_year = "https://w3id.org/nhsgraph/def#precision-year"
precision_financial_year = "https://w3id.org/nhsgraph/def#precision-financial-year"
precision_undated = "https://w3id.org/nhsgraph/def#precision-undated"

# Concepts of the scheme procedure
proc_any_qualified_provider = "https://w3id.org/nhsgraph/def#proc-any-qualified-provider"
proc_competitive_tender = "https://w3id.org/nhsgraph/def#proc-competitive-tender"
proc_not_stated = "https://w3id.org/nhsgraph/def#proc-not-stated"
proc_single_provider = "https://w3id.org/nhsgraph/def#proc-single-provider"

# Concepts of the scheme realness
realness_actual = "https://w3id.org/nhsgraph/def#realness-actual"
realness_potential = "https://w3id.org/nhsgraph/def#realness-potential"
realness_perceived = "https://w3id.org/nhsgraph/def#realness-perceived"

# Concepts of the scheme stance
st_assesses = "https://w3id.org/nhsgraph/def#st-assesses"
st_opposes = "https://w3id.org/nhsgraph/def#st-opposes"
st_predicts = "https://w3id.org/nhsgraph/def#st-predicts"
st_proposes = "https://w3id.org/nhsgraph/def#st-proposes"
st_supports = "https://w3id.org/nhsgraph/def#st-supports"

# Concepts of the scheme statutory-status
status_administrative_unit = "https://w3id.org/nhsgraph/def#status-administrative-unit"
status_authors = "https://w3id.org/nhsgraph/def#status-authors"
status_ccg_unnamed = "https://w3id.org/nhsgraph/def#status-ccg-unnamed"
status_charity = "https://w3id.org/nhsgraph/def#status-charity"
status_committee = "https://w3id.org/nhsgraph/def#status-committee"
status_constitutional = "https://w3id.org/nhsgraph/def#status-constitutional"
status_department = "https://w3id.org/nhsgraph/def#status-department"
status_hosted_unit = "https://w3id.org/nhsgraph/def#status-hosted-unit"
status_independent_contractor = "https://w3id.org/nhsgraph/def#status-independent-contractor"
status_non_statutory_partnership = "https://w3id.org/nhsgraph/def#status-non-statutory-partnership"
status_private_company = "https://w3id.org/nhsgraph/def#status-private-company"
status_professional_body = "https://w3id.org/nhsgraph/def#status-professional-body"
status_publisher = "https://w3id.org/nhsgraph/def#status-publisher"
status_regulator = "https://w3id.org/nhsgraph/def#status-regulator"
status_research_institute = "https://w3id.org/nhsgraph/def#status-research-institute"
status_research_unit = "https://w3id.org/nhsgraph/def#status-research-unit"
status_statutory_body = "https://w3id.org/nhsgraph/def#status-statutory-body"
status_statutory_committee = "https://w3id.org/nhsgraph/def#status-statutory-committee"
status_statutory_representative = "https://w3id.org/nhsgraph/def#status-statutory-representative"
status_university = "https://w3id.org/nhsgraph/def#status-university"
status_unnamed = "https://w3id.org/nhsgraph/def#status-unnamed"

# Concepts of the scheme structure
structure_area_partly_within = "https://w3id.org/nhsgraph/def#structure-area-partly-within"
structure_area_within = "https://w3id.org/nhsgraph/def#structure-area-within"
structure_unit_of = "https://w3id.org/nhsgraph/def#structure-unit-of"

# Concepts of the scheme tenure-kind
tenure_director = "https://w3id.org/nhsgraph/def#tenure-director"
tenure_employee = "https://w3id.org/nhsgraph/def#tenure-employee"
tenure_office_holder = "https://w3id.org/nhsgraph/def#tenure-office-holder"
tenure_partner = "https://w3id.org/nhsgraph/def#tenure-partner"

# Concepts of the scheme tier
tier_lower = "https://w3id.org/nhsgraph/def#tier-lower"
tier_unitary = "https://w3id.org/nhsgraph/def#tier-unitary"
tier_upper = "https://w3id.org/nhsgraph/def#tier-upper"

# Concepts of the scheme timing
timing_contemporaneous = "https://w3id.org/nhsgraph/def#timing-contemporaneous"
timing_ended_before = "https://w3id.org/nhsgraph/def#timing-ended-before"
timing_joined_after = "https://w3id.org/nhsgraph/def#timing-joined-after"
timing_unknown = "https://w3id.org/nhsgraph/def#timing-unknown"

# Concepts of the scheme verdict
verdict_derived = "https://w3id.org/nhsgraph/def#verdict-derived"
verdict_differs = "https://w3id.org/nhsgraph/def#verdict-differs"
verdict_holds = "https://w3id.org/nhsgraph/def#verdict-holds"
verdict_plausible = "https://w3id.org/nhsgraph/def#verdict-plausible"
verdict_unchecked = "https://w3id.org/nhsgraph/def#verdict-unchecked"

#: Scheme to notation to concept.
SCHEMES: dict[str, dict[str, str]] = {
    "accountability-type": {
        "statutory": type_statutory,
        "political": type_political,
        "delegated": type_delegated,
        "contractual": type_contractual,
        "regulatory": type_regulatory,
        "assurance": type_assurance,
        "corporate": type_corporate,
        "membership": type_membership,
        "professional": type_professional,
        "scrutiny": type_scrutiny,
        "advisory": type_advisory,
        "oversight": type_oversight,
        "collaborative": type_collaborative,
    },
    "act": {
        "budget": act_budget,
        "merger": act_merger,
        "monitoring": act_monitoring,
        "new-practice": act_new_practice,
        "sanction": act_sanction,
        "scheme": act_scheme,
        "strategy": act_strategy,
    },
    "alignment": {
        "contains": alignment_contains,
        "coterminous": alignment_coterminous,
        "disjoint": alignment_disjoint,
        "not-comparable": alignment_not_comparable,
        "overlaps": alignment_overlaps,
        "within": alignment_within,
    },
    "attendance": {
        "abstained": attendance_abstained,
        "apologies": attendance_apologies,
        "present": attendance_present,
        "withdrew": attendance_withdrew,
    },
    "award-status": {
        "awarded": award_awarded,
        "in-force": award_in_force,
        "intended": award_intended,
        "reported-awarded": award_reported_awarded,
        "withdrawn": award_withdrawn,
    },
    "basis": {
        "ccgs": basis_ccgs,
        "contract": basis_contract,
        "members": basis_members,
        "postcodes": basis_postcodes,
        "registered": basis_registered,
        "residents": basis_residents,
    },
    "bindingness": {
        "binding": binding,
        "non-binding": non_binding,
    },
    "change": {
        "abolition": chg_abolition,
        "boundary": chg_boundary,
        "creation": chg_creation,
        "level": chg_level,
        "merger": chg_merger,
        "renaming": chg_renaming,
    },
    "claim-kind": {
        "fact": kind_fact,
        "number": kind_number,
        "opinion": kind_opinion,
        "quote": kind_quote,
        "rule": kind_rule,
    },
    "claim-status": {
        "overtaken": claim_overtaken,
        "refuted": claim_refuted,
        "withdrawn": claim_withdrawn,
    },
    "committee-role": {
        "attendee": seat_attendee,
        "chair": seat_chair,
        "member": seat_member,
        "vice-chair": seat_vice_chair,
    },
    "conflict-pattern": {
        "C-01": C_01,
        "C-02": C_02,
        "C-03": C_03,
        "C-04": C_04,
        "C-05": C_05,
        "C-06": C_06,
        "C-07": C_07,
        "C-08": C_08,
        "C-09": C_09,
        "C-10": C_10,
        "C-11": C_11,
        "C-12": C_12,
    },
    "contract": {
        "APMS": contract_APMS,
        "AQP": contract_AQP,
        "GMS": contract_GMS,
        "LES": contract_LES,
        "LIS": contract_LIS,
        "NCM": contract_NCM,
        "NIS": contract_NIS,
        "PMS": contract_PMS,
        "QOF": contract_QOF,
        "core": contract_core,
        "enhanced": contract_enhanced,
        "prime-provider": contract_prime_provider,
        "unknown": contract_unknown,
    },
    "contract-role": {
        "awarder": contract_role_awarder,
        "contracting-party": contract_role_contracting_party,
        "manager": contract_role_manager,
        "provider": contract_role_provider,
    },
    "dated": {
        "exact": dated_exact,
        "release": dated_release,
    },
    "decision-authority": {
        "decides": authority_decides,
        "recommends": authority_recommends,
        "advises": authority_advises,
    },
    "federation-legal-form": {
        "charity": form_charity,
        "cic": form_cic,
        "cic-guarantee": form_cic_guarantee,
        "cic-shares": form_cic_shares,
        "clg": form_clg,
        "cls": form_cls,
        "ips": form_ips,
        "llp": form_llp,
        "unincorporated": form_unincorporated,
    },
    "footprint-type": {
        "practice": footprint_practice,
        "locality": footprint_locality,
        "federation": footprint_federation,
        "ccg": footprint_ccg,
        "la-lower": footprint_la_lower,
        "la-upper": footprint_la_upper,
        "pct": footprint_pct,
        "pct-cluster": footprint_pct_cluster,
        "stp": footprint_stp,
        "team": footprint_team,
        "region": footprint_region,
    },
    "function": {
        "F-PMS": F_PMS,
        "F-CONTRACT": F_CONTRACT,
        "F-ENH": F_ENH,
        "F-LIS": F_LIS,
        "F-NEWPRAC": F_NEWPRAC,
        "F-MERGE": F_MERGE,
        "F-DISC": F_DISC,
        "F-PRACPERF": F_PRACPERF,
        "F-GPPERF": F_GPPERF,
        "F-CQCLIAISON": F_CQCLIAISON,
        "F-INSPECT": F_INSPECT,
        "F-QUALPC": F_QUALPC,
        "F-COI": F_COI,
        "F-DENTAL": F_DENTAL,
        "F-EYE": F_EYE,
        "F-PHARM": F_PHARM,
        "F-SECCOMM": F_SECCOMM,
        "F-SPEC": F_SPEC,
        "F-ESTATES-INV": F_ESTATES_INV,
        "F-PROC": F_PROC,
        "F-STPPLAN": F_STPPLAN,
        "F-SCRUT": F_SCRUT,
        "F-LIAISON": F_LIAISON,
        "F-REP": F_REP,
        "F-MANDATE": F_MANDATE,
    },
    "function-role": {
        "holds": function_role_holds,
        "exercises": function_role_exercises,
        "decides": function_role_decides,
        "assures": function_role_assures,
        "advises": function_role_advises,
    },
    "grade": {
        "official": grade_official,
        "stated": grade_stated,
        "evidenced": grade_evidenced,
        "implied": grade_implied,
        "unverified": grade_unverified,
        "fictional": grade_fictional,
    },
    "interest": {
        "financial": interest_financial,
        "indirect": interest_indirect,
        "non-financial-personal": interest_non_financial_personal,
        "non-financial-professional": interest_non_financial_professional,
    },
    "legal-basis-strength": {
        "primary": strength_primary,
        "secondary": strength_secondary,
        "agreement": strength_agreement,
        "guidance": strength_guidance,
        "statutory-guidance": strength_statutory_guidance,
        "non-statutory-guidance": strength_non_statutory_guidance,
        "none": strength_none,
    },
    "level": {
        "greater-involvement": level_greater_involvement,
        "joint": level_joint,
        "delegated": level_delegated,
    },
    "level-state": {
        "none": level_none,
        "unknown": level_unknown,
    },
    "member-category": {
        "accountable-officer": cat_accountable_officer,
        "clinician": cat_clinician,
        "executive": cat_executive,
        "finance-officer": cat_finance_officer,
        "gp": cat_gp,
        "independent-gp": cat_independent_gp,
        "lay": cat_lay,
        "lmc": cat_lmc,
        "local-government": cat_local_government,
        "nhse": cat_nhse,
        "nurse": cat_nurse,
        "patient": cat_patient,
        "practice-manager": cat_practice_manager,
        "secondary-care": cat_secondary_care,
    },
    "membership-basis": {
        "appointment": membership_appointment,
        "participation": membership_participation,
        "statutory": membership_statutory,
        "voluntary": membership_voluntary,
    },
    "mitigation": {
        "abstention": mit_abstention,
        "audit-advice": mit_audit_advice,
        "breach-process": mit_breach_process,
        "competition": mit_competition,
        "declaration": mit_declaration,
        "disclosure": mit_disclosure,
        "enforcement": mit_enforcement,
        "exclusion": mit_exclusion,
        "gp-non-majority": mit_gp_non_majority,
        "guardian": mit_guardian,
        "guidance": mit_guidance,
        "independent-clinician": mit_independent_clinician,
        "lay-chair": mit_lay_chair,
        "lay-majority": mit_lay_majority,
        "nhse-decides": mit_nhse_decides,
        "non-clinician-majority": mit_non_clinician_majority,
        "open-meeting": mit_open_meeting,
        "procurement-principles": mit_procurement_principles,
        "professional-duty": mit_professional_duty,
        "reframing": mit_reframing,
        "register": mit_register,
        "role-ban": mit_role_ban,
        "scrutiny": mit_scrutiny,
        "separate-body": mit_separate_body,
        "separate-procurement": mit_separate_procurement,
        "training": mit_training,
        "transparency-notice": mit_transparency_notice,
    },
    "mitigation-status": {
        "documented": mitigation_documented,
        "documented-absent": mitigation_documented_absent,
        "not-documented": mitigation_not_documented,
    },
    "modality": {
        "actual": mod_actual,
        "hypothetical": mod_hypothetical,
        "proposed": mod_proposed,
        "prospective": mod_prospective,
    },
    "ncm": {
        "ACC": ncm_ACC,
        "EHCH": ncm_EHCH,
        "MCP": ncm_MCP,
        "PACS": ncm_PACS,
        "UEC": ncm_UEC,
    },
    "overturn-route": {
        "committee-members": route_committee_members,
        "constitution": route_constitution,
        "end-delegation": route_end_delegation,
        "step-in": route_step_in,
    },
    "practice-status": {
        "active": practice_status_active,
        "closed": practice_status_closed,
        "dormant": practice_status_dormant,
        "proposed": practice_status_proposed,
    },
    "precision": {
        "day": precision_day,
        "month": precision_month,
        "year": precision_year,
        "financial-year": precision_financial_year,
        "undated": precision_undated,
    },
    "procedure": {
        "any-qualified-provider": proc_any_qualified_provider,
        "competitive-tender": proc_competitive_tender,
        "not-stated": proc_not_stated,
        "single-provider": proc_single_provider,
    },
    "realness": {
        "actual": realness_actual,
        "potential": realness_potential,
        "perceived": realness_perceived,
    },
    "stance": {
        "assesses": st_assesses,
        "opposes": st_opposes,
        "predicts": st_predicts,
        "proposes": st_proposes,
        "supports": st_supports,
    },
    "statutory-status": {
        "administrative-unit": status_administrative_unit,
        "authors": status_authors,
        "ccg-unnamed": status_ccg_unnamed,
        "charity": status_charity,
        "committee": status_committee,
        "constitutional": status_constitutional,
        "department": status_department,
        "hosted-unit": status_hosted_unit,
        "independent-contractor": status_independent_contractor,
        "non-statutory-partnership": status_non_statutory_partnership,
        "private-company": status_private_company,
        "professional-body": status_professional_body,
        "publisher": status_publisher,
        "regulator": status_regulator,
        "research-institute": status_research_institute,
        "research-unit": status_research_unit,
        "statutory-body": status_statutory_body,
        "statutory-committee": status_statutory_committee,
        "statutory-representative": status_statutory_representative,
        "university": status_university,
        "unnamed": status_unnamed,
    },
    "structure": {
        "area-partly-within": structure_area_partly_within,
        "area-within": structure_area_within,
        "unit-of": structure_unit_of,
    },
    "tenure-kind": {
        "director": tenure_director,
        "employee": tenure_employee,
        "office-holder": tenure_office_holder,
        "partner": tenure_partner,
    },
    "tier": {
        "lower": tier_lower,
        "unitary": tier_unitary,
        "upper": tier_upper,
    },
    "timing": {
        "contemporaneous": timing_contemporaneous,
        "ended-before": timing_ended_before,
        "joined-after": timing_joined_after,
        "unknown": timing_unknown,
    },
    "verdict": {
        "derived": verdict_derived,
        "differs": verdict_differs,
        "holds": verdict_holds,
        "plausible": verdict_plausible,
        "unchecked": verdict_unchecked,
    },
}
