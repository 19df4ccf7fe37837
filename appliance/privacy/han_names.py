# ruff: noqa: E501, SIM905 - lists of words read better as one string
"""Chinese names in running text: a family name, characters that given names use, words beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.privacy.naming import Spotted

if TYPE_CHECKING:
    from collections.abc import Iterator

# The family names of most of China, and those of the old book of a hundred names that are no
# little words.
COMMON = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "肖闫付洪施陶翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌"
    "费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
)  # fmt: skip
RARE = frozenset(
    "褚窦奚郎昌凤花酆廉岑滕殷邬皮卞穆湛禹狄贝臧伏谈茅庞蓝麻娄危刁樊虞支昝裘缪干应宗宣贲郁杭诸吉钮嵇滑荣荀羊於惠封芮羿储汲邴糜"
    "松井富巫乌巴弓牧隗山宓蓬郗班仰秋仲宫仇栾暴钭厉戎祖符束幸韶郜蓟印宿怀蒲邰鄂索咸籍蔺屠蒙池阴胥莘党劳逄姬扶堵宰郦雍郤璩桑濮"
    "寿扈燕冀郏浦农晏瞿充茹习宦艾鱼容古慎戈庾暨居衡步匡寇禄阙殳沃蔚夔隆巩厍晁勾敖融訾阚那饶毋沙乜鞠巢蒯荆竺逯盖桓仉督帅缑亢况"
    "晋楚汝鄢钦商佘佴赏墨哈谯笪佟檀但展区苟占仝冼练官尧戚郇米丰尚闻靖鲜骆卓原丘简喻谌鹿揭郐藏布才敬来邝宾粟仵权"
)  # fmt: skip
COMPOUND = (
    "欧阳 司马 上官 诸葛 司徒 皇甫 令狐 尉迟 慕容 夏侯 东方 公孙 长孙 宇文 端木 独孤 南宫 轩辕 申屠 "
    "钟离 闻人 澹台 赫连 呼延 拓跋 公冶 太史 濮阳 单于 淳于 百里 东郭 西门 完颜 闾丘 鲜于 万俟 第五"
).split()
_GIVEN = frozenset(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华建国文辉力玉萍红玲芬芳燕彩春菊凤洁梅琳素云莲真环雪荣爱妹霞"
    "香月莺媛瑞凡佳嘉琼勤珍贞莉桂娣叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚"
    "苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思丽"
    "俊峰毅俊林才发武新利清飞彬富顺信子杰涛昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆"
    "磊民友裕河哲江超浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕"
    "风航弘义兴良海山仁波宁贵福生龙元全国胜学祥志东曦旺铭鑫森淼焱凯睿轩宇涵梓萱诗雨欣妍阳沐怀瑜瑾骥骏驰璟筱蕴砚锦程婉清嵩祖"
    "永长根宝金银水火土木石田万世代贤贵忠孝廉礼智勤俭淑惠慧娥秀巧美好晴昕昊晟景晖暄曼琪珂珍珠瑛璇"
)
# In no given name: little words, and those that end a word of business.
_NEVER = frozenset(
    "的了是在有与及或为于由向对从被把将也不未已其等第个每该此各吗呢吧者们我你他她它这那哪什么怎谁并且但而且就都还"
    "又再很最更太只仅即若则因所以如果虽然可能应须必需请让使给以至到自关按据依照同意行款额费率期限日年月元号条项件份"
    "公司银集团部门科室局院厂店所会社合约书单证账户贷借还付收存取转汇利息押抵质担保险租购买卖销售管理办法规定制度是说"
)  # fmt: skip
_WORDS = frozenset(
    "高级 高度 高于 高额 金额 金融 金属 方式 方面 方案 方便 方可 方法 常见 常规 常务 万元 任何 任务 任职 任期 任意 "
    "成立 成本 成为 成员 成功 成果 严格 严重 严肃 安全 安排 安装 安置 平均 平台 平安 时间 时候 时期 周期 周转 周边 周年 "
    "江苏 江西 江南 黄金 白银 石油 石化 田地 路线 路径 曾经 温度 温州 单位 单独 单一 单据 连带 连续 支付 支持 支行 支出 "
    "应当 应收 应付 钱款 包括 包含 全部 全体 全国 全面 全额 和解 关于 关联 关系 关注 明确 明细 计算 计划 项目 项下 余额 "
    "余下 水平 查询 查封 查明 查看 荣誉 许可 许多 何时 何种 何等 施工 施行 强制 强调 强化 陆续 管理 管辖 程序 程度 易于 "
    "武汉 车辆 车位 车间 毛利 甘肃 宁波 宁夏 双方 简单 简称 简化 满足 满意 通知 谢谢 范围 苏州 洪水 黎明 顾问 顾客 "
    "秦皇 郑州 罗列 唐山 韩国 董事 董事 付款 付息 付清 沈阳 杜绝 夏季 华为 华东 华北 华南 华夏 文件 文本 文字 文化 文书 "
    "文明 马上 孔子 康复 常年 常用 元 经理 申请 申报 申明 申诉 解除 解释 解决 解约 盛大 成交 章程 章节 季度 季节 边界 "
    "游客 阳光 强大 华侨 单方 司法 司机 位于 位置 席位 卫生 屈服 景观 景气 植物 项链 庄园 左右 谷物 祝贺 祝愿 齐全 "
    "原则 原因 原件 原告 商业 商品 商务 商定 全权 尚未 尚且 支票 步骤 官方 古代 练习 符合 贡献 盖章 闻名 储蓄 储备 丰富 "
    "池塘 米面 简介 卓越 危险 井下 沙发 楼房 楼层 宫廷 桑田 麦田 古董 向上 向下 向来 时代 时效 成都 广东 石家 牛奶 "
    "温馨 路口 路段 关键 关闭 关税 莫名 毕业 毕竟 安徽 海南 河南 云南 万科 万达 万一 万分 万能 易购 常州 方正 国家 "
    "高管 高新 高等 高速 高端 高层 金矿 金库 金牌 马路 石材 林业 林地 田间 雷同 汤料 白色 白天 龙头 孟买 史料 江山 "
    "程控 马达 毛重 牛市 金价 高达 高出 黄河 黄山 许诺 于是 于此 成熟 成绩 成品 阳台 解放 解散 管线 管道 管控 安保 安慰".split()
)
_ROLE_BEFORE = re.compile(
    "(?:借款人|共同借款人|担保人|保证人|抵押人|出质人|法定代表人|法人代表|法人|实际控制人|控股股东|股东|客户|客户经理|"
    "经理|专员|主管|主任|行长|董事长|董事|监事|总经理|总监|负责人|联系人|经办人|申请人|收款人|付款人|委托人|受托人|代理人|"
    "受益人|继承人|债务人|债权人|持卡人|开户人|户主|业主|租客|房东|员工|职员|同事|律师|会计|会计师|法官|公证员|见证人|证人|"
    "原告|被告|配偶|妻子|丈夫|其妻|其夫|之妻|之子|之女|儿子|女儿|父亲|母亲|之父|之母|哥哥|弟弟|姐姐|妹妹|兄弟|朋友|邻居|"
    "教授|医生|老师|签字人|签署人|授权代表|代表|秘书|出纳|柜员|尊敬的|亲爱的|名叫|叫做|姓名|户名|致|抄送)"
    "[:：]?(?:是|为|系|即|，|、)?[ \u3000]?$"
)
_BEFORE = re.compile(
    "(?:^|[，。；：、！？“”‘（）()《》【】,.;:!? \u3000\n\t]|由|与|向|和|及|归|被|请|找|给|让|据|是|为|对|经|到|跟|同|将|把|因|"
    "昨天|今天|昨日|今日|日前|上午|下午|近日|期间|我行|本行|我部|我司|其|系|以|替|于)$"
)
_PERSON_AFTER = re.compile(
    "[ ]?(?:先生|女士|小姐|太太|夫人|同志|经理|主任|行长|董事|总监|总经理|老师|律师|医生|教授|法官|会计|本人|夫妇|夫妻|父子|母子|"
    "一家|等人|名下|[，,（(][ ]?(?:男|女)[，,；;）)]|[，,（(][ ]?身份证|签字|签名|签署|总(?![额计行部体数资公价量裁])|"
    "表示|称(?!之|为)|说|来电|来访|来过|来到|到访|到场|告知|告诉|回复|答复|反映|口头|承诺|认为|希望|要求|拒绝|否认|承认|确认|出生|"
    "担任|现任|曾任|离职|退休|结婚|离婚|去世|居住|住在|现住|工作|任职|就职|持有|持股|出资|拥有|欠|借了|借款|还款|偿还|汇款|取款|"
    "存入|提供|提交|提出|申请|办理|同意|于\\d|是我|在我|已到|已经|已签)"
)
_AFTER = re.compile(
    "$|[，。；：、！？“”’（）()《》【】,.;:!? \u3000\n\t]|[于向把将的与和及在对因被从给让为是已未也曾就均都等至要想会能以并则]"
)
_FIRM_AFTER = re.compile(
    "[\u4e00-\u9fff]{0,4}(?:公司|银行|集团|有限|股份|企业|工厂|商店|超市|酒店|饭店|大厦|小区|花园|广场|大学|中学|小学|医院|律师事务所|事务所|合作社)|"
    "(?:路|街|巷|村|镇|乡|县|市|省|区|河|湖|山|桥|站|港|庄|店|厂)"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_STARTS = re.compile(f"{'|'.join(COMPOUND)}|[{''.join(sorted(COMMON | RARE))}]")
_CALLED = re.compile("(?:先生|女士|小姐|太太)")
_NEEDED = 3.0


def spot_han(text: str) -> Iterator[Spotted]:
    """Names in a text in normal form, in order and apart."""
    place = 0
    while (match := _STARTS.search(text, place)) is not None:
        if _CALLED.match(text, match.end()):
            yield Spotted(*match.span(), "title")
            place = match.end()
            continue
        best = _best(text, match.start(), match.end())
        if best is None and len(match.group()) == 2 and match.group()[0] in COMMON:
            best = _best(text, match.start(), match.start() + 1)
        if best is None:
            place = match.start() + 1
            continue
        yield best
        place = best.end


def _best(text: str, start: int, given: int) -> Spotted | None:
    """The name that begins at `start` with a family name up to `given`, if it is one."""
    family = text[start:given]
    if text[start : start + 2] in _WORDS:
        return None
    before = text[max(0, start - 8) : start]
    role = bool(_ROLE_BEFORE.search(before))
    worth = 1.5 if len(family) == 2 else 1.0 if family in COMMON else 0.5
    if role:
        worth += 2.0
    elif _BEFORE.search(before):
        worth += 0.75
    elif _HAN.match(before[-1:]):
        worth -= 0.5  # the family name may be the end of a word
    best: tuple[float, Spotted] | None = None
    for length in (2, 1):
        end = given + length
        name = text[given:end]
        if len(name) < length or any(one in _NEVER or not _HAN.match(one) for one in name):
            continue
        after = text[end : end + 8]
        if _FIRM_AFTER.match(after):
            continue
        person = bool(_PERSON_AFTER.match(after))
        usual = sum(one in _GIVEN for one in name)
        total = worth + 0.75 * usual
        if person or _AFTER.match(after):
            total += 2.0 if person else 0.75
        elif usual < 2:
            total -= 0.5  # the given name may be the beginning of a word
        if total >= _NEEDED and (best is None or total > best[0]):
            evidence = "role" if role else "context" if person else "listed"
            best = total, Spotted(start, end, evidence)
    return best[1] if best else None
