# ruff: noqa: E501, SIM905 - tables of wordings and names
"""Sentences and names that name finding is measured with: `names_in_text.py`.

`KEPT` was written before the rules and looked at by nobody while they were made; `TRIED` was
looked at. Names are of two sorts: of languages that the lists in `appliance/privacy/names` were
made for, and of others (`STRANGE`), in which a name is only sometimes a listed one by chance.
`{}` is where the name stands; what follows a name within a sentence counts as context.
"""

from __future__ import annotations

TRIED = {
    "en": [
        "Yesterday {} came to the branch and asked for a statement.",
        "We visited {} in spring to look at the new warehouse.",
        "The borrower, {}, has provided the accounts for three years.",
        "The facility is guaranteed by {} up to 250,000.",
        "On 4 May our colleague {} called the customer about the arrears.",
        "{} has served as a director of the company since 2011.",
        "Please send the signed copy to {} at the address below.",
        "The minutes were taken by {} and approved by the board.",
        "According to {}, the payment was made in error.",
        "I spoke with {} this morning; the papers will follow.",
        "The account is held jointly with {}, who lives abroad.",
        "{}, aged 54, owns forty per cent of the shares.",
        "Thank you for your help.\n\nKind regards\n{}\nCredit Department",
        "From: {} <accounts@example.com>\nSubject: statement",
        "It was agreed that {} would sell the house before June.",
        "The power of attorney in favour of {} expires in March.",
    ],
    "de": [
        "Gestern kam {} in die Filiale und bat um einen Auszug.",
        "Die Bürgschaft wurde von {} am 4. Mai unterschrieben.",
        "Der Geschäftsführer {} hat die Unterlagen eingereicht.",
        "Nach Angaben von {} wurde der Betrag irrtümlich überwiesen.",
        "{} wohnt seit 2011 in der Gemeinde und arbeitet als Lehrer.",
        "Wir haben mit {} über die Rückstände gesprochen.",
    ],
    "fr": [
        "Hier {} est venu à l'agence pour demander un relevé.",
        "Le prêt est garanti par {} à hauteur de 250 000 euros.",
        "Le gérant, {}, nous a remis les comptes de trois exercices.",
        "Nous avons parlé avec {} au sujet des retards.",
    ],
    "es": ["Ayer {} vino a la oficina.", "El préstamo está avalado por {} desde mayo."],
    "it": ["Ieri {} è venuto in filiale.", "Il prestito è garantito da {} dal mese di maggio."],
    "nl": ["Gisteren kwam {} langs op kantoor.", "De lening is gegarandeerd door {} sinds mei."],
    "zh": [
        "昨天{}来过网点，询问了贷款进度。",
        "借款人{}于2023年5月提交了申请材料。",
        "本笔贷款由{}提供连带责任保证。",
        "经与{}电话核实，收入证明属实。",
        "公司法定代表人为{}，持股百分之六十。",
        "{}经理表示，下周将补充资料。",
        "我行客户经理{}已到现场调查。",
        "其配偶{}同意以共有房产抵押。",
    ],
}
KEPT = {
    "en": [
        "Last Tuesday {} dropped in at the counter to hand over the keys.",
        "The plot next to the mill belongs to {} and her two brothers.",
        "Our relationship officer {} will be on leave until the ninth.",
        "An heir, {}, disputes the transfer of the flat.",
        "A reminder went out to {} on 12 June, without an answer.",
        "{} retired from the firm in 2018 and draws a pension since.",
        "Half of the deposit had been paid in cash by {} two weeks earlier.",
        "The complaint of {} was forwarded to the ombudsman.",
        "Present were {}, the auditor and two members of staff.",
        "Should {} fall behind again, the whole sum becomes due.",
        "Neither the bank nor {} knew of the second charge.",
        "The cheque made out to {} bounced twice.",
        "Many thanks again,\n{}\nHead of Collections",
        "To: {} <office@example.org>\nDate: 3 March 2024",
        "When the van broke down, {} lent the shop four thousand pounds.",
        "Wages are paid into the account of {}, his widowed mother.",
        "In her statement {} denies having signed the form.",
        "Notes of the call: {} wants the rate fixed for ten years.",
    ],
    "de": [
        "Am Dienstag brachte {} die Schlüssel an den Schalter.",
        "Das Grundstück neben der Mühle gehört {} und zwei Geschwistern.",
        "Unser Betreuer {} ist bis zum Neunten im Urlaub.",
        "Eine Mahnung ging am 12. Juni an {} und blieb ohne Antwort.",
        "Laut Aktenvermerk bestreitet {} die Unterschrift.",
        "{} ging 2018 in Rente und bezieht seither eine Pension.",
    ],
    "fr": [
        "Mardi dernier {} a déposé les clés au guichet.",
        "Le terrain voisin du moulin appartient à {} et à ses frères.",
        "Notre conseillère {} sera absente jusqu'au neuf.",
        "Un rappel adressé à {} le 12 juin est resté sans réponse.",
    ],
    "es": ["El martes {} dejó las llaves en el mostrador.", "El terreno junto al molino pertenece a {} y a sus hermanos."],
    "it": ["Martedì {} ha lasciato le chiavi allo sportello.", "Il terreno accanto al mulino appartiene a {} e ai suoi fratelli."],
    "nl": ["Dinsdag bracht {} de sleutels naar de balie.", "Het perceel naast de molen is van {} en zijn broers."],
    "zh": [
        "上周二，{}把钥匙交到了柜台。",
        "磨坊旁边的地块归{}和其兄弟所有。",
        "我部专员{}休假至本月九日。",
        "6月12日已向{}发出催收函，至今未复。",
        "据档案记载，{}否认签过该表格。",
        "{}于2018年退休，此后领取养老金。",
        "首付款的一半由{}在两周前以现金支付。",
        "{}女士来电，希望固定利率十年。",
    ],
}  # fmt: skip
# Names of languages whose lists the finder has; made up from common ones.
LISTED = {
    "en": ["Eleanor Whitcombe", "Marcus O'Neill", "Thomas J. Hartley", "Grace Adeyemi", "Samantha Price", "Mark Ellison",
           "Rose Tyndall", "William Page", "Hannah Brightwell", "Peter St. John", "Douglas McAllister", "Joan Baker-Smith"],
    "de": ["Friedrich Baumgärtner", "Sabine Köhler", "Jürgen von Arnim", "Annika Seidel", "Karl-Heinz Vogt", "Ute Zimmermann"],
    "fr": ["Élodie Marchand", "Jean-Pierre Lefèvre", "Camille de La Tour", "Karim Benali", "Solène Perrin"],
    "es": ["María García López", "Javier Ortega Ruiz", "Lucía Hernando Vidal"],
    "it": ["Giulia Bianchi", "Lorenzo De Santis", "Chiara Fontana"],
    "nl": ["Pieter van den Berg", "Anneke Jansen", "Joost de Wit"],
    "zh": ["王建国", "李秀英", "张伟", "欧阳雪", "陈晓东", "刘芳", "司徒文斌", "周海燕"],
}  # fmt: skip
# Names of other languages, as they stand in sentences of any of the above.
STRANGE = [
    "Torbjörn Lindqvist", "Ingegerd Åkesson", "Søren Bjerregaard", "Päivi Korhonen", "Veikko Hämäläinen",
    "Zdeněk Novotný", "Bohumila Dvořáková", "Csilla Szabó", "Gergely Horváth", "Gonçalo Figueiredo",
    "Iolanda Teixeira", "Ionuț Popescu", "Ruxandra Dumitrescu", "Mehmet Yıldırım", "Ayşegül Demir",
    "Zvonimir Kovačević", "Snežana Petrović", "Eleftherios Papadopoulos", "Oluwaseun Adebayo", "Chidinma Okonkwo",
    "Kwabena Owusu", "Thandiwe Nkosi", "Venkatesh Subramaniam", "Lakshmi Narayanan", "Harpreet Dhillon",
    "Tanvir Chowdhury", "Abdulrahman al-Rashid", "Nguyen Thi Hoa", "Somchai Wattanakul", "Haruki Nakashima",
    "Jiho Kwon", "Zhang Weimin", "Li Xiaoyan", "Ouyang Feng", "Bat-Erdene Ganbold", "Tigran Sargsyan",
]  # fmt: skip
# Chinese names that no list of the finder has as such.
STRANGE_HAN = [
    "苟骥翔",
    "闫砚秋",
    "麻沐阳",
    "皇甫嵩",
    "令狐蕴",
    "占彬",
    "覃筱竹",
    "宓可",
    "上官婉清",
    "缪骏驰",
    "仝璟",
    "逄锦程",
]
# Drawn by chance from languages of the package faker 40.54.0 (MIT licence, Daniele Faraglia) that
# the lists of the finder leave out, after the finder was made.
DRAWN = (
    "Lucas Rasmussen, Paulina Andersen, Sam Winberg, Yan Overgaard, Ditte Nilsson, "
    "Nils Jespersen, Elisabeth Aho, Edvard Marttila, Allan Kokkonen, Roy Bakke, "
    "Øyvind Eliassen, Helene Vik, Blažena Jelínek, Nikola Vaňková, Štěpánka Kadlecová, "
    "Emil Škultétyová, Alexander Kolár, Sidónia Valušková, Dezső László, Ákos Váradi, "
    "Jázmin Kiss, Roza Barbu, Viorica Toma, Jana Stoica, Draga Jakupić, Nada Bičanić, "
    "Marijan Mihalić, Ajda Hafner, Grega Čuk, Marija Lavrič, Züfer Aslan, Durgadin İnönü, "
    "Tuyuğ Demir, Bianca Pires, Alice Leite, Tomé Azevedo, Vitor Hugo Teixeira, Luna Santos, "
    "Theodoro Nogueira, Leila Grinius, Nerijus Narušis, Paulina Gailius, Edgars Kaņepa, "
    "Grieta Priedīte, Eda Kauliņš, Ülle Lember, Toomas Põld, Juri Markus, Eta Rana, "
    "Harita Vyas, Yug Panchal, Adesua Adekunle, ObaniJesu Ogunyeye, Toluwanimi Oyaifo, "
    "Somtochukwu Nwosu, Okechukwu Chukwu, Nkiruka Okoro, Erastus Njambi, Nduta Kageha, "
    "Jecinta Fundi, Jennifer Akyerεko, Joojo Yaamoa, Leslie Ataa, Gandewa Mulyani, "
    "Titin Winarno, Dian Kuswoyo, Nomasonto Msweli, Mlungisi Soduba, Gugulethu Khoza, "
    "Murad Sultanov, Zinət İldırımoğlu, Rəsmiyyə Əliyeva"
).split(", ")
DRAWN_HAN = (
    "邬佳, 路春梅, 景畅, 吕柳, 毛琳, 郎玉兰, 鞠艳, 展丽丽, 檀楠, 但亮, 党晶, 沈成, 屠凤兰, 俞磊, 陈琳, 骆玉英, 臧金凤, 祖辉, 厉玉兰, 干平, "
    "虞淑兰, 柏玉兰, 叶志强, 毛梅, 勾玉兰, 宫刚, 狄峰, 区凤英, 司秀兰, 周淑华"
).split(", ")
