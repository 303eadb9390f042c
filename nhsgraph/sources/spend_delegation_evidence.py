"""What a CCG's spend over £25,000 shows under a delegated co-commissioning heading; one row a CCG.

It is evidence, not a status: some CCGs without such a heading pay practices large sums under others.
Pounds; figures are left out where the study had no file of the CCG.
"""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, SpendEvidence
from nhsgraph.ids import local_id
from nhsgraph.period import financial_year
from nhsgraph.sources.delimited import records, speaks_from

_LAYOUT = {
    "ccg": "ccg##cdh",
    "in_data": "in_dataset",
    "invoices": "invoices_over_25k",
    "total": "total_gbp",
    "delegated_invoices": "delegated_area_invoices",
    "delegated": "delegated_area_gbp",
    "contract_invoices": "gms_pms_apms_type_invoices",
    "contract": "gms_pms_apms_type_gbp",
    "gp_supplier": "gp_services_supplier_gbp",
    "found": "delegated_evidence",
}
_FOUND = {"yes": "yes", "none_found": "none-found", "no_data": "no-data"}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """The evidence for every CCG, in file order."""
    for row in records(data, source, _LAYOUT):
        if row["found"] not in _FOUND:
            raise row.error("found", f"“{row['found']}” is unknown", "one of " + ", ".join(_FOUND))
        found = _FOUND[row["found"]]
        has_data = found != "no-data"
        if row["in_data"] != ("1" if has_data else "0"):
            raise row.error(
                "in_data", f"“{row['in_data']}” does not fit “{row['found']}”", "1, or 0 for no_data"
            )
        yield SpendEvidence(
            ccg=local_id("CCG", row.code("ccg", "an ODS code of a CCG")),
            year=financial_year(speaks_from(source)),
            found=found,
            invoices=row.whole("invoices") if has_data else None,
            total_pounds=row.number("total") if has_data else None,
            delegated_invoices=row.whole("delegated_invoices") if has_data else None,
            delegated_pounds=row.number("delegated") if has_data else None,
            contract_invoices=row.whole("contract_invoices") if has_data else None,
            contract_pounds=row.number("contract") if has_data else None,
            gp_supplier_pounds=row.number("gp_supplier") if has_data else None,
            sources=(source.id,),
            record=row.place,
        )
