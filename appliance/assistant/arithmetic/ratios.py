"""Standard ratios of financial analysis: which figures each takes, under which names.

The definitions are those of textbooks on accounts. Where analysts differ (the quick ratio leaves
out prepaid expenses, or does not), the one that a balance sheet can always serve is used, and the
formula is shown with its figures.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_REVENUE = (
    "total revenue", "total revenues", "net sales", "total net revenue", "total net sales",
    "revenues net of interest expense", "total revenues net of interest expense", "revenue",
    "revenues", "net revenue", "net revenues", "sales", "turnover", "营业收入", "营业总收入",
)  # fmt: skip
_COST = (
    "cost of sales", "cost of revenue", "cost of revenues", "cost of goods sold",
    "total cost of revenue", "total cost of sales", "营业成本",
)  # fmt: skip
_NET_INCOME = (
    "net income", "net income (loss)", "profit for the year", "profit for the financial year",
    "net earnings", "net profit", "net income attributable to", "净利润",
)  # fmt: skip
_OPERATING = (
    "operating income", "operating profit", "income from operations", "income (loss) from "
    "operations", "operating income (loss)", "operating earnings", "营业利润",
)  # fmt: skip
_CURRENT_ASSETS = ("total current assets", "current assets", "流动资产合计")
_CURRENT_LIABILITIES = (
    "total current liabilities", "current liabilities",
    "creditors: amounts falling due within one year", "流动负债合计",
)  # fmt: skip
_ASSETS = ("total assets", "资产总计", "资产合计")
_LIABILITIES = ("total liabilities", "负债合计", "负债总计")
_EQUITY = (
    "total equity", "total shareholders' equity", "total stockholders' equity",
    "shareholders' equity", "stockholders' equity", "shareholders' funds", "net assets",
    "所有者权益合计", "股东权益合计",
)  # fmt: skip
_INVENTORY = (
    "inventories",
    "inventory",
    "merchandise inventories",
    "inventories net",
    "stocks",
    "存货",
)
_RECEIVABLES = (
    "accounts receivable", "trade receivables", "receivables", "accounts receivable net",
    "trade receivables net", "receivables net", "trade debtors", "应收账款",
)  # fmt: skip
_PAYABLES = ("accounts payable", "trade payables", "trade creditors", "应付账款")
_CAPEX = (
    "capital expenditures", "purchases of property, plant and equipment",
    "purchase of property, plant, and equipment", "additions to property and equipment",
    "purchases of property and equipment", "capital expenditure", "购建固定资产",
)  # fmt: skip
_OPERATING_CASH = (
    "net cash provided by operating activities", "cash flow from operating activities",
    "total cash provided by operating activities", "net cash from operating activities",
    "net cash generated from operating activities", "经营活动产生的现金流量净额",
)  # fmt: skip
_INTEREST = (
    "interest expense",
    "finance costs",
    "interest payable",
    "interest charges",
    "利息支出",
)
_TAX = (
    "provision for income taxes", "income tax expense", "income taxes", "tax expense",
    "taxation", "所得税费用",
)  # fmt: skip
_PRETAX = (
    "income before income taxes", "income before income tax", "profit before tax",
    "profit before taxation", "earnings before income taxes", "income before provision for income "
    "taxes", "利润总额",
)  # fmt: skip
_DEBT = ("total debt", "total borrowings", "long-term debt", "long term debt")
_DIVIDENDS = ("dividends paid", "cash dividends paid", "payment of dividends", "dividends")
_DEPRECIATION = (
    "depreciation and amortization", "depreciation and amortisation", "depreciation", "折旧",
)  # fmt: skip
_GROSS = ("gross profit", "gross margin", "毛利", "毛利润")

Terms = dict[str, tuple[str, ...]]


class StandardRatio(NamedTuple):
    """A ratio; `formula` is arithmetic over the names of `figures`.

    `figures` are alternatives for the label of a row, best first. `percent` if people write it so.
    `apart` if its figures stand in different statements; those of others must be of one page, so
    that a figure of a note under the same name is never taken. `split` is the same where a
    statement splits one of the figures into several rows.
    """

    name: str
    formula: str
    figures: Terms
    percent: bool = False
    amount: bool = False
    apart: bool = False
    split: tuple[tuple[str, Terms], ...] = ()


_RAW = ("raw materials and supplies", "raw materials", "materials and supplies", "原材料")
_UNDER_WAY = (
    "work in process",
    "work in progress",
    "work-in-process",
    "work-in-progress",
    "在产品",
)
_FINISHED = (
    "work in process and finished goods", "work in progress and finished goods",
    "finished goods and work in process", "finished goods", "finished products",
    "goods for resale", "merchandise", "产成品", "库存商品",
)  # fmt: skip
_RATIOS: tuple[tuple[str, StandardRatio], ...] = (
    (
        r"quick ratio|acid[- ]test|速动比率",
        StandardRatio(
            "quick ratio",
            "(current assets - inventories) / current liabilities",
            {
                "current assets": _CURRENT_ASSETS,
                "inventories": _INVENTORY,
                "current liabilities": _CURRENT_LIABILITIES,
            },
            split=(
                (
                    "(current assets - raw materials - work in process - finished goods)"
                    " / current liabilities",
                    {
                        "current assets": _CURRENT_ASSETS,
                        "raw materials": _RAW,
                        "work in process": _UNDER_WAY,
                        "finished goods": _FINISHED[3:],
                        "current liabilities": _CURRENT_LIABILITIES,
                    },
                ),
                (
                    "(current assets - raw materials - finished goods) / current liabilities",
                    {
                        "current assets": _CURRENT_ASSETS,
                        "raw materials": _RAW,
                        "finished goods": _FINISHED,
                        "current liabilities": _CURRENT_LIABILITIES,
                    },
                ),
            ),
        ),
    ),
    (
        r"(?<!non )\bcurrent ratio|working capital ratio|流动比率",
        StandardRatio(
            "current ratio",
            "current assets / current liabilities",
            {"current assets": _CURRENT_ASSETS, "current liabilities": _CURRENT_LIABILITIES},
        ),
    ),
    (
        r"(?:net )?working capital\b(?! ratio)|营运资金",
        StandardRatio(
            "working capital",
            "current assets - current liabilities",
            {"current assets": _CURRENT_ASSETS, "current liabilities": _CURRENT_LIABILITIES},
            amount=True,
        ),
    ),
    (
        r"gross (?:profit )?margins?\b|毛利率",
        StandardRatio(
            "gross margin",
            "(revenue - cost of sales) / revenue",
            {"revenue": _REVENUE, "cost of sales": _COST},
            percent=True,
        ),
    ),
    (
        r"operating (?:profit |income )?margins?\b|营业利润率",
        StandardRatio(
            "operating margin",
            "operating income / revenue",
            {"operating income": _OPERATING, "revenue": _REVENUE},
            percent=True,
        ),
    ),
    (
        r"net (?:profit |income )?margins?\b|净利率|净利润率",
        StandardRatio(
            "net margin",
            "net income / revenue",
            {"net income": _NET_INCOME, "revenue": _REVENUE},
            percent=True,
        ),
    ),
    (
        r"debt[- ]to[- ]equity|gearing|产权比率",
        StandardRatio(
            "debt to equity", "debt / equity", {"debt": (*_DEBT, *_LIABILITIES), "equity": _EQUITY}
        ),
    ),
    (
        r"debt[- ](?:to[- ]assets?|ratio)|资产负债率",
        StandardRatio(
            "debt ratio",
            "total liabilities / total assets",
            {"total liabilities": _LIABILITIES, "total assets": _ASSETS},
            percent=True,
        ),
    ),
    (
        r"return on (?:total )?assets|\broa\b|总资产收益率",
        StandardRatio(
            "return on assets",
            "net income / total assets",
            {"net income": _NET_INCOME, "total assets": _ASSETS},
            apart=True,
        ),
    ),
    (
        r"return on (?:shareholders'? |stockholders'? )?equity|\broe\b|净资产收益率",
        StandardRatio(
            "return on equity",
            "net income / equity",
            {"net income": _NET_INCOME, "equity": _EQUITY},
            percent=True,
            apart=True,
        ),
    ),
    (
        r"inventory turnover|存货周转",
        StandardRatio(
            "inventory turnover",
            "cost of sales / inventories",
            {"cost of sales": _COST, "inventories": _INVENTORY},
            apart=True,
        ),
    ),
    (
        r"(?:total )?asset turnover|资产周转",
        StandardRatio(
            "asset turnover",
            "revenue / total assets",
            {"revenue": _REVENUE, "total assets": _ASSETS},
            apart=True,
        ),
    ),
    (
        r"days (?:sales|receivables?) outstanding|\bdso\b|debtor days|应收账款周转天数",
        StandardRatio(
            "days sales outstanding",
            "365 * receivables / revenue",
            {"receivables": _RECEIVABLES, "revenue": _REVENUE},
            apart=True,
        ),
    ),
    (
        r"days payables? outstanding|\bdpo\b|creditor days|应付账款周转天数",
        StandardRatio(
            "days payable outstanding",
            "365 * payables / cost of sales",
            {"payables": _PAYABLES, "cost of sales": _COST},
            apart=True,
        ),
    ),
    (
        r"interest cover(?:age)?(?: ratio)?|times interest earned|利息保障倍数",
        StandardRatio(
            "interest cover",
            "operating income / interest expense",
            {"operating income": _OPERATING, "interest expense": _INTEREST},
        ),
    ),
    (
        r"effective (?:income )?tax rate|实际税率",
        StandardRatio(
            "effective tax rate",
            "income tax / income before tax",
            {"income tax": _TAX, "income before tax": _PRETAX},
            percent=True,
        ),
    ),
    (
        r"dividend payout(?: ratio)?|股利支付率",
        StandardRatio(
            "dividend payout",
            "dividends / net income",
            {"dividends": _DIVIDENDS, "net income": _NET_INCOME},
            apart=True,
        ),
    ),
    (
        r"free cash flow|\bfcf\b|自由现金流",
        StandardRatio(
            "free cash flow",
            "operating cash flow - capital expenditure",
            {"operating cash flow": _OPERATING_CASH, "capital expenditure": _CAPEX},
            amount=True,
        ),
    ),
    (
        r"operating cash flow ratio|经营现金流比率",
        StandardRatio(
            "operating cash flow ratio",
            "operating cash flow / current liabilities",
            {"operating cash flow": _OPERATING_CASH, "current liabilities": _CURRENT_LIABILITIES},
            apart=True,
        ),
    ),
    (
        r"\bebitda margin",
        StandardRatio(
            "EBITDA margin",
            "(operating income + depreciation) / revenue",
            {
                "operating income": _OPERATING,
                "depreciation": _DEPRECIATION,
                "revenue": _REVENUE,
            },
            percent=True,
            apart=True,
        ),
    ),
)
_PLANT = (
    "property plant and equipment", "property plant and equipment net", "property and equipment",
    "property and equipment net", "net property plant and equipment", "tangible fixed assets",
    "fixed assets", "固定资产",
)  # fmt: skip
_CASH = (
    "cash and cash equivalents",
    "cash and equivalents",
    "cash",
    "货币资金",
    "现金及现金等价物",
)
_OVERHEAD = (
    "selling general and administrative", "selling general and administrative expenses",
    "selling general and administration expenses", "administrative expenses", "销售及管理费用",
)  # fmt: skip
_RESEARCH = (
    "research and development", "research and development expenses",
    "research and development costs", "研发费用",
)  # fmt: skip
# Short forms in questions that tables spell out.
_SHORT_FORMS = tuple(
    (re.compile(rf"(?<![\w&]){short}(?![\w&])", re.IGNORECASE), full)
    for short, full in (
        (r"pp ?(?:&|and|n) ?e|ppe", "property plant and equipment"),
        (r"cap ?ex", "capital expenditures"),
        (r"cogs", "cost of goods sold"),
        (r"sg ?& ?a", "selling general and administrative"),
        (r"r ?& ?d", "research and development"),
        (r"d ?& ?a", "depreciation and amortization"),
        (r"ebt|pbt", "income before income taxes"),
        (r"eps", "earnings per share"),
        (r"ocf|cfo", "net cash provided by operating activities"),
    )
)
_PATTERNS = tuple((re.compile(text, re.IGNORECASE), ratio) for text, ratio in _RATIOS)
# Other names of the same line of a statement; from textbooks, for look-ups by row.
SYNONYMS: tuple[tuple[str, ...], ...] = (
    _REVENUE, _COST, _NET_INCOME, _OPERATING, _EQUITY, _INVENTORY, _RECEIVABLES, _PAYABLES,
    _CAPEX, _OPERATING_CASH, _INTEREST, _TAX, _PRETAX, _DEPRECIATION, _GROSS, _CURRENT_LIABILITIES,
    _PLANT, _CASH, _OVERHEAD, _RESEARCH,
)  # fmt: skip


def spelled_out(text: str) -> str:
    """A text with the short forms of accounting written in full."""
    for pattern, full in _SHORT_FORMS:
        text = pattern.sub(full, text)
    return text


def named(text: str) -> StandardRatio | None:
    """The first standard ratio that a text names, or None."""
    found = [
        (m.start(), n, ratio) for n, (p, ratio) in enumerate(_PATTERNS) if (m := p.search(text))
    ]
    return min(found, key=lambda one: one[:2])[2] if found else None
