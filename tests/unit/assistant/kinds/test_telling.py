"""Which kind of question is asked."""

import pytest

from appliance.assistant.kinds.telling import kind_of

LOOK_UPS = """
What is the amount of the facility?
Who is the guarantor?
When does the lease end?
What was the net profit in 2024?
What is the interest rate on overdue amounts?
Where is the registered office of the borrower?
Within how many days must the accounts be delivered?
How many months is the notice period?
What is the number of employees at year end?
Why did the margin fall?
What drove the increase in administrative expenses?
What is the purpose of the loan?
Which bank made the loan?
What is the current address of the tenant?
Is the loan secured?
How is goodwill tested for impairment?
What does EBITDA mean in this agreement?
What was the cash balance at 30 June 2023?
贷款金额是多少？
担保人是谁？
合同何时到期？
""".strip().splitlines()

NUMERIC = """
What was the percentage change in turnover between 2023 and 2024?
By how much did net debt fall from 2022 to 2023?
How much did staff costs increase in 2024 compared to 2023?
What is the growth rate of rental income from 2021 to 2022?
What is the ratio of current assets to current liabilities?
What is the average of operating profit for 2022, 2023 and 2024?
What is the sum of trade debtors and other debtors in 2023?
What is the difference between gross profit and operating profit in 2024?
What percentage of total assets is cash?
Rent as a percentage of turnover in 2023?
What was the quick ratio in 2023 and 2024?
Did the gross margin improve between 2022 and 2023?
What was the total of dividends paid in 2022 and 2023?
Calculate the free cash flow for 2024 and 2023.
How many more staff were there in 2024 than in 2023, as a difference in 2024 and 2023?
2023年营业收入比2022年增长了多少？
2023年和2022年的平均净利润是多少？
现金占总资产的比例是多少？
""".strip().splitlines()

LISTS = """
List the guarantors.
Please list all fees that the borrower pays.
Name all directors who signed.
Which documents must be delivered before drawdown?
What are the events of default?
What are all the fees in the facility letter?
Identify every deadline.
Who are the parties to the agreement?
Find all covenants.
Enumerate the conditions precedent.
What are the conditions precedent to the first drawing?
列出所有担保人。
合同中有哪些违约事件？
""".strip().splitlines()

COUNTS = """
How many guarantors are there?
How many covenants does the agreement contain?
How many directors signed the accounts?
Count the subsidiaries.
How many years did turnover exceed £4 million?
How many employees does the borrower have?
In total, how many properties are charged?
合同有几个担保人？
有多少份保单？
""".strip().splitlines()

ABSENCE = """
Is a personal guarantee absent?
Does the agreement lack a confidentiality clause?
Is there any mention of a second mortgage?
Is there a negative pledge?
Are there any subordinated loans?
Does the contract contain a change of control clause?
Does the lease omit a break clause?
Is an environmental report missing?
Does the report fail to mention litigation?
Is the insurer not named?
合同是否缺少保密条款？
有没有第二抵押？
文件是否提到诉讼？
""".strip().splitlines()

COMPARISONS = """
Compare the application and the accounts: what turnover do they give?
What are the differences between the offer letter and the facility agreement?
Does the turnover in the application form agree with the annual accounts?
Is the interest rate the same in the offer letter and the loan agreement?
Compare the termination clauses of both contracts.
Are there discrepancies between the two valuation reports?
How do the two leases differ on the rent?
比较两份合同的利率。
申请表和年报的营业额是否一致？
""".strip().splitlines()

SUMMARIES = """
Summarise the facility agreement.
Please summarize this document.
Give me a short summary of the valuation report.
What is this document about?
Can you write an overview of the lease?
What are the key points of the agreement?
Write an executive summary of the file.
Summary of the case
总结这份合同。
这份文件的主要内容是什么？
""".strip().splitlines()

ALL = [
    (question, kind)
    for kind, questions in (
        ("look-up", LOOK_UPS), ("numeric", NUMERIC), ("list", LISTS), ("count", COUNTS),
        ("absence", ABSENCE), ("compare", COMPARISONS), ("summary", SUMMARIES),
    )
    for question in questions
]  # fmt: skip


@pytest.mark.parametrize(("question", "kind"), ALL)
def test_kinds(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_only_the_first_sentence_asks() -> None:
    asked = "Who is the guarantor? If there is none, explain why and list all parties."
    assert kind_of(asked) == "look-up"


def test_nothing_is_a_look_up() -> None:
    assert kind_of("") == "look-up"
    assert kind_of("???") == "look-up"
