"""Short texts about nothing that a checklist asks for: what fits them all, fits any paper.

They are of all kinds, with the figures, dates and small words that any page has. They were written
for this use.
"""

from __future__ import annotations

ENGLISH: tuple[str, ...] = (
    "The museum opens at ten. Visitors may leave their coats and bags at the desk near the door, "
    "and a short film is shown in the hall every hour. On 4 March 2024 the garden was closed.",
    "Wash two pounds of plums, cut them in half and take out the stones. Put them in a wide dish "
    "with the sugar, and bake until the juice is thick. It keeps for 3 weeks in a cool place.",
    "Rain will reach the west by noon on 17 October 2023 and clear slowly from the north. It will "
    "be mild for the season, 14 degrees at best, with a fresh wind along the coast.",
    "Dear Mr Hale, thank you for your letter of 2 May 2025. We were glad to hear that the children "
    "enjoyed the journey, and we hope to see all of you again in the summer. Yours sincerely",
    "Minutes of the choir's meeting held on 9 January 2024. The concert in the church was a "
    "success. It was suggested to sing in both villages next year. The chair closed at 21:15.",
    "To fit the shelf, hold it level against the wall and mark the two holes. Use a drill of 6 mm. "
    "If the wall is hollow, plugs of another kind are needed. Do not lean on the shelf.",
    "The lake is 38 km long and nowhere deeper than 90 m. Herons nest on the islands from April to "
    "July. In cold winters it freezes at its southern end, which last happened in 2012.",
    "The team won again on Saturday, by three goals to one. The second goal, a header from a "
    "corner kick, came after 67 minutes. More than 8,000 people watched although it was cold.",
    "Line 4 runs from the harbour to the hospital every 12 minutes, and until midnight on Fridays. "
    "Between 1 and 15 August 2025 buses go instead, because new rails are laid.",
    "The story begins in a small town by the sea, where an old teacher finds a box of letters. She "
    "reads one each evening, and by the tenth she knows that they were meant for her brother.",
    "Page 3. The experiment was repeated with clean water at 20 degrees. Of the 48 seeds 41 came "
    "up within nine days. The difference to the first series is small and may be due to chance.",
    "The hall was built in 1874 by the brothers Thorne and has been used as a school, a store and "
    "a cinema. Its roof was renewed after the fire. Tours are offered on the first Sunday.",
)
CHINESE: tuple[str, ...] = (
    "博物馆上午十点开门。观众可以把外套和背包寄存在门口的服务台，大厅每小时放映一部短片。"
    "2024年3月4日，后面的花园关闭一天。",
    "取李子两斤洗净，对半切开，去掉果核，放进大碗里加糖拌匀，再放入烤箱烤到汁水变稠。放在阴凉处"
    "可以保存3个星期。",
    "2023年10月17日中午前后，西部有雨，随后从北面慢慢转晴。气温比往年同期高，最高14度，沿海的"
    "风比较大。",
    "海尔先生：您5月2日的来信已经收到，谢谢。听说孩子们一路玩得很高兴，我们也很开心，希望夏天能"
    "再见到你们全家。",
    "合唱团2024年1月9日聚会的情况：教堂里的演出很受欢迎，有人提出明年到两个村子都去唱一次。"
    "晚上9点15分散会。",
    "安装架子时，先把它在墙上放平，标出两个孔的位置，再用6毫米的钻头打孔。墙里面是空的，就要"
    "换一种膨胀塞。请不要靠在架子上。",
    "这个湖长38公里，最深的地方不到90米。每年4月到7月，鹭鸟在岛上做窝。天气特别冷的年份，湖的"
    "南端会结冰，上一次是在2012年。",
    "球队星期六又赢了，比分是三比一。第二个球是在第67分钟由角球头球攻入的。天气虽然很冷，还是"
    "来了八千多人观看。",
    "4路车从港口开到医院，每12分钟一班，星期五开到半夜。2025年8月1日到15日因为要铺新的轨道，"
    "改由公共汽车运送乘客。",
    "故事从海边的一座小城讲起，一位老教师找到了一盒旧信。她每天晚上读一封，读到第十封时才明白，"
    "这些信原来是写给她弟弟的。",
    "第3页。实验又用20度的清水做了一次，48粒种子在九天之内有41粒发了芽，和第一批相比差别很小，"
    "也许只是巧合。",
    "这座大厅是索恩兄弟在1874年建造的，先后做过学校、仓库和电影院，火灾之后屋顶换成了新的。每月"
    "第一个星期天可以进去参观。",
)
