"""Types of papers in a bank's file and the words that tell them, in English and Chinese.

`titles` are what such a paper calls itself, in its first lines or its file's name; `words` are what
only such papers say further down.
"""

from __future__ import annotations

from typing import NamedTuple


class PaperType(NamedTuple):
    """A type of paper; `name` is what checklists write."""

    name: str
    title: str
    title_zh: str
    titles: tuple[str, ...]
    words: tuple[str, ...] = ()


ALL: tuple[PaperType, ...] = (
    PaperType(
        "identity-document", "Identity document", "身份证件",
        (
            r"\bpassports?\b", r"\b(?:national )?identity (?:card|document)\b", r"\bid card\b",
            r"\bdriv(?:ing|er'?s?) licen[cs]e\b", r"\bresiden(?:ce|t) permit\b", "居民身份证",
            "身份证", "护照", "驾驶证", "居留证", "港澳居民来往内地通行证",
        ),
        (
            r"\bP<[A-Z]{3}", r"\bdate of (?:birth|issue)\b", r"\bplace of birth\b",
            r"\bnationality\b", r"\bissuing authority\b|\bauthority\b",
            r"\bdocument (?:no|number)\b", "公民身份号码", "签发机关", "有效期限", "出生日期",
        ),
    ),
    PaperType(
        "proof-of-address", "Proof of address", "地址证明",
        (
            r"\bproof of (?:address|residence)\b", r"\butility bill\b",
            r"\b(?:electricity|gas|water|energy|broadband|internet|telephone|mobile|phone|power)"
            r" (?:account )?(?:bill|statement|account|invoice)(?: statement)?\b",
            r"\bcouncil tax\b", r"\btenancy agreement\b",
            r"\byour (?:bill|electricity|gas|water|energy)\b", r"\bdual fuel\b", "地址证明",
            "居住证明", "水费", "电费", "燃气费", "缴费通知单", "账单地址", "租赁合同",
        ),
        (
            r"\bmeter reading\b|\bmeter (?:no|number|point)\b", r"\bsupply address\b",
            r"\bbilling (?:period|date)\b|\bbill (?:date|period)\b", r"\bstanding charge\b",
            r"\bkwh\b", r"\bamount due\b|\bplease pay by\b", "抄表", "用电地址", "户号", "应缴",
        ),
    ),
    PaperType(
        "application-form", "Application form", "申请表",
        (
            r"\b(?:loan|credit|account|mortgage|facility|business"
            r"|customer) application(?: form)?\b", r"\bapplication(?: form)?(?: for| to)\b",
            r"\bapplication form\b", r"\baccount opening(?: form)?\b",
            r"\b(?:customer|client) (?:information|onboarding) form\b", "申请表", "申请书",
            "开户申请", "客户信息表",
        ),
        (
            r"\bplease complete\b", r"\b(?:name of )?(?:the )?applicant\b", r"\bi confirm that\b",
            r"\bdeclarations?\b", r"\bpurpose of (?:the )?(?:loan|account)\b", "申请人",
            "申请金额", "本人(?:确认|承诺|声明)",
        ),
    ),
    PaperType(
        "loan-agreement", "Loan agreement", "借款合同",
        (
            r"\b(?:term |revolving |bridging |syndicated )?"
            r"(?:loan|credit|(?:credit |loan )?facilit(?:y|ies)) agreement\b",
            r"\bloan contract\b", r"\bcredit facility\b", r"\bfacility letter\b",
            r"\bpromissory note\b", "借款合同", "贷款合同", "授信协议", "贷款协议", "借款协议",
            "综合授信",
        ),
        (
            r"\bborrower\b", r"\blender\b", r"\brepay(?:s|ment)?\b", r"\bevents? of default\b",
            r"\butilisation|drawdown|\bdrawing\b", "借款人", "贷款人", "还款", "违约",
        ),
    ),
    PaperType(
        "guarantee", "Guarantee", "保证合同",
        (
            r"\b(?:personal |corporate |parent(?: company)? |deed of "
            r"|limited )?guarantee\b(?!d)", r"\bguaranty\b", r"\bsurety\b", "保证合同", "担保函",
            "保证书", "担保书", "最高额保证",
        ),
        (
            r"\bguarantors? (?:hereby |irrevocably )", r"\bguaranteed obligations\b",
            r"\bpay on demand\b", r"\bprincipal debtor\b", "保证人", "连带责任保证",
        ),
    ),
    PaperType(
        "security-document", "Security document", "担保物权合同",
        (
            r"\bdebenture\b", r"\blegal (?:charge|mortgage)\b", r"\bmortgage deed\b",
            r"\b(?:fixed|floating) charge\b", r"\bpledge agreement\b", r"\bsecurity agreement\b",
            r"\bassignment of (?:receivables|insurances?)\b", "抵押合同", "质押合同", "抵押登记",
        ),
        (
            r"\bchargor|mortgagor|pledgor\b", r"\bcharged property\b|\bcollateral\b", "抵押人",
            "质押人",
        ),
    ),
    PaperType(
        "accounts", "Accounts", "财务报表",
        (
            r"\b(?:annual|financial|statutory|management|audited|unaudited|abridged"
            r"|consolidated) (?:report and )?(?:\w+ )?(?:accounts"
            r"|(?:financial )?statements?|report)\b", r"\bfinancial statements\b",
            r"\bannual (?:report|accounts)\b", r"\bform 10-[kq]\b", r"\bbalance sheets?\b",
            r"\bprofit and loss account\b", r"\bincome statements?\b", "财务报表", "审计报告",
            "年度报告", "资产负债表", "利润表",
        ),
        (
            r"\bbalance sheets?\b", r"\bincome statements?\b|\bprofit and loss\b",
            r"\bnet assets\b",
            r"\bnotes to the (?:accounts|(?:consolidated )?financial statements)\b",
            r"\bcash flows?\b", "资产总计|总资产", "负债合计", "净利润", "附注",
        ),
    ),
    PaperType(
        "bank-statement", "Bank statement", "银行对账单",
        (
            r"\bbank statements?\b", r"\bstatements? of (?:your )?accounts?\b",
            r"\b(?:current |business |savings )?account statements?\b", r"\byour statement\b",
            "对账单", "银行流水", "账户明细", "交易流水",
        ),
        (
            r"\b(?:opening|closing) balance\b", r"\bbalance (?:brought|carried) forward\b",
            r"\bpaid (?:in|out)\b|\bwithdrawals?\b|\bdeposits?\b", r"\bsort code\b|\biban\b",
            "期初余额", "期末余额", "借方", "贷方", "账户余额",
        ),
    ),
    PaperType(
        "transactions", "Transactions", "交易记录",
        (
            r"\btransactions?(?: (?:list|history|report|export|data))?\b", r"\bpayments? list\b",
            r"\bledger\b", "交易记录", "交易明细",
        ),
    ),
    PaperType(
        "board-resolution", "Board resolution", "董事会决议",
        (
            r"\b(?:board|directors'?|shareholders?'?|written|members'?) resolutions?\b",
            r"\bresolutions? of the (?:board|directors|shareholders|members)\b",
            r"\bminutes of (?:a |the |an )?(?:\w+ )?(?:board |general )?meeting\b",
            r"\bboard minutes\b", "董事会决议", "股东会决议", "股东决定", "会议纪要",
            "股东大会决议",
        ),
        (
            r"\bit was resolved\b|^\s*resolved\b|\bresolved that\b", r"\bquorum\b",
            r"\b(?:in the chair|chairman of the meeting|chair of the meeting)\b",
            r"\bpresent\s?:", "决议如下", "出席", "表决",
        ),
    ),
    PaperType(
        "register-extract", "Company register extract", "工商登记信息",
        (
            r"\b(?:commercial|company|companies|trade) regist(?:er|ry)\b.{0,30}\bextract\b",
            r"\bextract (?:from|of) the (?:commercial |company |companies "
            r"|trade )?regist(?:er|ry)\b", r"\bcompanies house\b",
            r"\bcertificate of good standing\b", r"\bcertificate of incumbency\b",
            r"\bcurrent appointments\b", r"\bregister (?:extract|entry)\b", r"\bhandelsregister",
            "营业执照", "企业信用信息公示", "工商登记", "工商档案",
        ),
        (
            r"\bregistered office\b", r"\bdate of incorporation\b|\bincorporated on\b",
            r"\bcompany (?:status|type|number)\b", r"\bofficers?\b", "统一社会信用代码",
            "法定代表人", "注册资本", "经营范围",
        ),
    ),
    PaperType(
        "incorporation-certificate", "Certificate of incorporation", "公司注册证书",
        (
            r"\bcertificate of incorporation\b", "公司注册证(?:明)?书",
        ),
        (
            r"\bis this day incorporated\b", r"\bregistrar of companies\b",
        ),
    ),
    PaperType(
        "constitution", "Articles of association", "公司章程",
        (
            r"\barticles of (?:association|incorporation|organi[sz]ation)\b",
            r"\bmemorandum (?:and articles )?of association\b", r"\bby-?laws\b",
            r"\boperating agreement\b", "公司章程", "章程",
        ),
    ),
    PaperType(
        "ownership-chart", "Ownership chart", "股权结构图",
        (
            r"\b(?:ownership|group|corporate|shareholding|organi[sz]ation) (?:structure"
            r"|chart)\b", r"\bstructure chart\b",
            r"\bbeneficial owner(?:s|ship)?(?: (?:declaration|register|form))?\b",
            r"\bregister of (?:members|shareholders|persons with significant control)\b",
            r"\bshareholders?(?:'|’)? (?:list|register)\b", "股权结构", "受益所有人", "股东名册",
        ),
        (
            r"\bultimate beneficial owners?\b|\bubo\b", r"\b\d{1,3}(?:\.\d+)? ?(?:%|per cent)",
            r"\bpersons? with significant control\b", "持股比例", "实际控制人",
        ),
    ),
    PaperType(
        "valuation", "Valuation", "评估报告",
        (
            r"\bvaluations?(?: report| certificate)?\b", r"\bapprais(?:al|ement)(?: report)?\b",
            "评估报告", "估价报告", "房地产估价",
        ),
        (
            r"\bmarket value\b",
            r"\bdate of (?:the )?(?:valuation|inspection)\b|\bvaluation date\b",
            r"\bvacant possession\b", r"\bchartered surveyors?\b|\bappraiser\b",
            r"\bcomparables?\b", "评估价值|市场价值", "评估基准日|价值时点", "估价师|评估师",
        ),
    ),
    PaperType(
        "insurance-policy", "Insurance policy", "保险单",
        (
            r"\binsurance (?:policy|certificate|schedule)\b", r"\bcertificate of insurance\b",
            r"\b(?:policy|renewal) schedule\b", r"\bpolicy (?:certificate|document)\b",
            r"\bschedule of (?:cover|insurance)\b", "保险单", "保单", "保险合同",
        ),
        (
            r"\bpolicy (?:no|number)\b", r"\bsums? insured\b",
            r"\bperiod of (?:insurance|cover)\b", r"\bpremium\b", r"\b(?:the )?insured\b",
            r"\bexcess\b|\bdeductible\b", "保险期间", "保险金额", "被保险人", "保险费",
        ),
    ),
    PaperType(
        "non-disclosure-agreement", "Non-disclosure agreement", "保密协议",
        (
            r"\b(?:mutual |unilateral |one-way )?non-? ?disclosure(?: and [\w-]{1,20})?"
            r"(?: agreement| undertaking)?\b", r"\bnda\b",
            r"\bconfidentiality (?:\w+ ){0,3}(?:agreement|undertaking|deed|letter)\b",
            r"\b(?:confidential|secrecy) (?:\w+ )?(?:disclosure )?agreement\b", "保密协议",
            "保密合同",
        ),
        (
            r"\bconfidential information\b", r"\breceiving party\b|\brecipient\b",
            r"\bdisclosing party\b|\bdiscloser\b", r"\bproprietary\b", "保密信息", "披露方",
            "接收方",
        ),
    ),
    PaperType(
        "offer-letter", "Offer or commitment letter", "贷款意向书",
        (
            r"\b(?:commitment|offer|sanction|term) (?:letter|sheet)\b",
            r"\bletter of (?:offer|intent)\b", r"\bmortgage offer\b", "贷款意向书", "承诺函",
            "批复",
        ),
    ),
    PaperType(
        "income-evidence", "Evidence of income", "收入证明",
        (
            r"\bpay ?slips?\b", r"\bpayroll\b", r"\bearnings statement\b", r"\bform w-?2\b",
            r"\bp60\b", r"\bproof of income\b", r"\bemployment (?:letter|certificate|contract)\b",
            "收入证明", "工资单", "在职证明",
        ),
        (
            r"\bgross pay\b", r"\bnet pay\b", r"\bemployer\b", r"\bnational insurance\b",
            "实发工资",
        ),
    ),
    PaperType(
        "source-of-funds", "Source of funds or wealth", "资金来源证明",
        (
            r"\bsource of (?:funds|wealth)\b",
            r"\b(?:declaration|statement) of (?:funds|wealth)\b", "资金来源", "财富来源",
        ),
    ),
    PaperType(
        "tax-document", "Tax document", "税务文件",
        (
            r"\btax (?:return|assessment|clearance|calculation|residency|certificate)\b",
            r"\bself[- ]certification\b", r"\bform w-?(?:8|9)", r"\bcrs\b", r"\bfatca\b",
            r"\bvat (?:return|certificate)\b", "纳税申报", "完税证明", "税收居民",
        ),
    ),
    PaperType(
        "screening-report", "Screening report", "名单筛查报告",
        (
            r"\b(?:sanctions?|pep|name|adverse media|customer"
            r"|watch ?list)\b.{0,30}\b(?:screening|search|check|report)\b",
            r"\bscreening (?:report|result)", "筛查报告", "制裁名单",
        ),
    ),
    PaperType(
        "credit-report", "Credit report", "征信报告",
        (
            r"\bcredit (?:report|file|bureau|search)\b", "征信报告", "信用报告",
        ),
    ),
    PaperType(
        "title-report", "Title document", "产权证明",
        (
            r"\b(?:report|certificate) (?:on|of) title\b",
            r"\btitle (?:deed|register|insurance|commitment)\b",
            r"\bofficial copy of (?:the )?register\b", "不动产权证", "房产证", "产权证",
        ),
    ),
    PaperType(
        "environmental-report", "Environmental report", "环境报告",
        (
            r"\benvironmental (?:report|assessment|permit|survey)\b", r"\bphase (?:i|1|ii|2) \b",
            "环境评估", "环评", "排污许可证",
        ),
    ),
    PaperType(
        "compliance-certificate", "Compliance certificate", "合规证明",
        (
            r"\b(?:covenant )?compliance certificate\b", "合规证明", "合规证书",
        ),
    ),
    PaperType(
        "power-of-attorney", "Power of attorney", "授权委托书",
        (
            r"\bpower of attorney\b", r"\b(?:list of )?authori[sz]ed signator(?:y|ies)\b",
            r"\bspecimen signatures?\b", r"\bbank mandate\b", r"\bsignature card\b", "授权委托书",
            "授权书", "印鉴卡", "签字样本",
        ),
    ),
    PaperType(
        "trust-deed", "Trust deed", "信托文件",
        (
            r"\btrust (?:deed|agreement|instrument)\b", r"\bdeed of trust\b",
            "信托(?:合同|契约|文件)",
        ),
        (
            r"\btrustees?\b", r"\bsettlor\b", r"\bbeneficiar(?:y|ies)\b",
        ),
    ),
    PaperType(
        "quotation", "Quotation or supply contract", "报价单",
        (
            r"\bquotation\b", r"\bquote (?:no|number)\b", r"\bpro ?forma\b",
            r"\b(?:supply|purchase|sales) (?:contract|agreement|order)\b", "报价单", "采购合同",
            "购销合同",
        ),
        (
            r"\bvalid until\b", r"\bdelivery\b", r"\bterms of payment\b|\bpayment terms\b",
        ),
    ),
    PaperType(
        "invoice", "Invoice", "发票",
        (
            r"\b(?:tax |commercial )?invoice\b", "发票",
        ),
        (
            r"\binvoice (?:no|number|date)\b", r"\btotal due\b",
        ),
    ),
    PaperType(
        "credit-memo", "Credit memorandum", "授信调查报告",
        (
            r"\bcredit (?:memo(?:randum)?|paper|approval|proposal)\b",
            r"\bloan (?:memo|approval)\b", "授信调查", "审批意见", "尽职调查报告",
        ),
    ),
    PaperType(
        "correspondence", "Correspondence", "往来函件",
        (
            r"\bcorrespondence\b", r"\be-?mails?\b", r"\bletter (?:to|from|of)\b",
            r"\bmemo(?:randum)?\b", "往来函件", "邮件", "函件",
        ),
        (
            r"\byours (?:sincerely|faithfully|truly)\b", r"\bkind regards\b|\bbest regards\b",
            "此致",
        ),
    ),
    PaperType(
        "contract", "Other agreement", "其他合同",
        (
            r"\bagreement\b", r"\bcontract\b", r"\bdeed\b", "合同", "协议",
        ),
        (
            r"\bgoverning law\b", r"\bin witness whereof\b", r"\bthe parties\b", "双方", "甲方",
        ),
    ),
)  # fmt: skip
