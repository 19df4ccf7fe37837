# ruff: noqa: E501 - tables of wordings
"""Names, addresses and the words around identifiers, by language: `identifier_documents.py`."""

from __future__ import annotations

NAMES = {
    "en": [
        "Eleanor Whitcombe",
        "Marcus O'Neill",
        "Priya Raman",
        "Thomas J. Hartley",
        "Grace Adeyemi",
    ],
    "de": ["Friedrich Baumgärtner", "Sabine Köhler", "Jürgen von Arnim", "Annika Seidel"],
    "fr": ["Élodie Marchand", "Jean-Pierre Lefèvre", "Camille de La Tour", "Karim Benali"],
    "zh": ["王建国", "李秀英", "张伟", "欧阳雪", "陈晓东"],
    "es": ["María García López", "Javier Ortega Ruiz"],
    "it": ["Giulia Bianchi", "Lorenzo De Santis"],
    "nl": ["Pieter van den Berg", "Anneke Jansen"],
}
ADDRESSES = {
    "en": ["14 Maple Avenue, Springfield, IL 62704", "22 Kings Road, Bristol BS1 4QA", "901 Market Street, Suite 300, San Francisco, CA 94103"],
    "de": ["Lindenstraße 12, 10969 Berlin", "Am Markt 3, 99084 Erfurt", "Goetheallee 7b, 53225 Bonn"],
    "fr": ["18 rue Victor Hugo, 69002 Lyon", "5 bis avenue de la République, 75011 Paris"],
    "zh": ["北京市海淀区中关村大街27号5层", "上海市浦东新区世纪大道100号", "广东省深圳市南山区科技路8号B座1203室"],
    "es": ["Calle de Alcalá 45, 28014 Madrid"],
    "it": ["Via Garibaldi 21, 20121 Milano"],
    "nl": ["Keizersgracht 241, 1016 EA Amsterdam"],
}  # fmt: skip
BARE_ADDRESSES = {
    "en": ["the old mill at Fernhill Cross", "Rosebank Cottage, Upper Slaughter"],
    "de": ["Haus Sonnenschein im Oberdorf"],
    "fr": ["la ferme des Tilleuls, au Bourg-Neuf"],
    "zh": ["东山村老李家旁边的院子"],
    "es": ["el cortijo de Los Olivos"],
    "it": ["la cascina di Bellavista"],
    "nl": ["de boerderij aan de Oude Dijk"],
}
# How a kind is asked for on forms, and said in letters.
LABELS: dict[str, dict[str, list[str]]] = {
    "en": {"iban": ["IBAN: ", "Please pay to "], "card": ["Card number: ", "charged to card "], "lei": ["LEI: "],
           "us-aba": ["ABA routing number: ", "Routing no. "], "gb-nhs": ["NHS number: "], "us-ssn": ["SSN: ", "social security number "],
           "us-ein": ["EIN: ", "Employer Identification Number "], "gb-nino": ["National Insurance number: "], "bic": ["BIC: ", "SWIFT code "],
           "account": ["Account number: ", "Account No. "], "email": ["E-mail: ", "write to "], "phone": ["Tel: ", "Phone: "],
           "birth-date": ["Date of birth: ", "born on "], "person": ["Name: ", "Dear Mr ", "Applicant: "], "address": ["Address: ", "lives at "],
           "cn-company": ["Unified social credit code: "], "cn-resident": ["Resident ID no.: "]},
    "de": {"iban": ["IBAN: ", "auf das Konto "], "national-id": ["Steuer-ID: ", "Steuerliche Identifikationsnummer "], "vat": ["USt-IdNr.: "],
           "bic": ["BIC: "], "account": ["Kontonummer: "], "email": ["E-Mail: "], "phone": ["Telefon: ", "Tel. "], "birth-date": ["geboren am ", "Geburtsdatum: "],
           "person": ["Sehr geehrte Frau ", "Kontoinhaber: ", "Name: "], "address": ["Anschrift: ", "wohnhaft in "], "card": ["Kreditkarte "]},
    "fr": {"iban": ["IBAN : "], "national-id": ["N° de sécurité sociale : "], "vat": ["TVA intracommunautaire : "], "bic": ["BIC : "],
           "email": ["Courriel : "], "phone": ["Tél. : ", "Téléphone : "], "birth-date": ["Date de naissance : ", "né le "], "person": ["Nom : ", "Monsieur "],
           "address": ["Adresse : ", "demeurant "], "card": ["carte "]},
    "zh": {"cn-resident": ["身份证号码：", "身份证号："], "cn-company": ["统一社会信用代码："], "card": ["银行卡号："], "account": ["账号："],
           "email": ["电子邮箱："], "phone": ["手机：", "联系电话："], "birth-date": ["出生日期："], "person": ["姓名：", "借款人："],
           "address": ["住址：", "地址："]},
    "es": {"iban": ["IBAN: "], "national-id": ["DNI: "], "email": ["Correo: "], "phone": ["Teléfono: "], "birth-date": ["Fecha de nacimiento: "],
           "person": ["Nombre: ", "Señora "], "address": ["Dirección: "]},
    "it": {"iban": ["IBAN: "], "national-id": ["Codice fiscale: "], "email": ["E-mail: "], "phone": ["Tel. "], "birth-date": ["Data di nascita: "],
           "person": ["Cognome e nome: ", "Signora "], "address": ["Indirizzo: "]},
    "nl": {"iban": ["IBAN: "], "national-id": ["BSN: "], "email": ["E-mail: "], "phone": ["Telefoon: "], "birth-date": ["Geboortedatum: "],
           "person": ["Naam: ", "Geachte mevrouw "], "address": ["Adres: "]},
}  # fmt: skip
# Wordings that were written after the rules and that no rule was changed for.
OTHER_LABELS: dict[str, dict[str, list[str]]] = {
    "en": {"iban": ["Remit to ", "Our bank details are "], "card": ["We debited your Visa, number "], "lei": ["Entity identifier "],
           "us-aba": ["Bank transit code "], "gb-nhs": ["Patient (NHS) "], "us-ssn": ["Soc. Sec. # ", "Taxpayer "], "us-ein": ["Fed. tax no. "],
           "gb-nino": ["NINO "], "bic": ["Bank identifier (SWIFT) "], "account": ["A/C ", "acct # ", "credited to "], "email": ["Reply to "],
           "phone": ["Contact number ", "Call us on "], "birth-date": ["D/O/B ", "(b. ", "aged, birthday "], "person": ["In the name of ", "cc: ", "between the Bank and Mrs "],
           "address": ["residing at ", "Premises: "]},
    "de": {"iban": ["Bankverbindung "], "national-id": ["IdNr. ", "Steuernummer: "], "vat": ["Umsatzsteuer-Identnummer "], "bic": ["SWIFT-BIC "],
           "account": ["Kto. ", "Konto-Nr. "], "email": ["Antwort an "], "phone": ["Rufnummer ", "Mobil: "], "birth-date": ["geb. ", "Geburtsdatum / "],
           "person": ["zugunsten von ", "Herr "], "address": ["Sitz: ", "Adresse "]},
    "fr": {"iban": ["Coordonnées bancaires "], "national-id": ["NIR "], "vat": ["N° TVA "], "bic": ["Code SWIFT "], "email": ["Écrire à "],
           "phone": ["Portable : ", "Joignable au "], "birth-date": ["née le ", "Né(e) le : "], "person": ["au nom de ", "Mme "], "address": ["domicilié au ", "Domicile : "]},
    "zh": {"cn-resident": ["证件号码 ", "身份证 "], "cn-company": ["税号 ", "代码 "], "card": ["卡号 ", "尾号所属卡 "], "account": ["账户 "], "email": ["邮箱 "],
           "phone": ["电话 ", "联系方式："], "birth-date": ["生日 ", "出生 "], "person": ["客户 ", "担保人："], "address": ["现住 ", "通讯地址："]},
}  # fmt: skip
FILLER = {
    "en": ["The balance on 31 March 2024 was 12,345.67 and the limit is 25,000.", "Reference 2024/118, page 3 of 12.", "We thank you for your letter of 4 May 2023."],
    "de": ["Der Saldo am 31.03.2024 betrug 12.345,67 EUR.", "Aktenzeichen 118/2024, Seite 3 von 12.", "Wir danken für Ihr Schreiben vom 4. Mai 2023."],
    "fr": ["Le solde au 31/03/2024 était de 12 345,67 EUR.", "Dossier 118/2024, page 3 sur 12.", "Nous vous remercions de votre lettre du 4 mai 2023."],
    "zh": ["截至2024年3月31日余额为12,345.67元。", "合同编号2024-118，共12页。", "感谢贵方2023年5月4日的来函。"],
    "es": ["El saldo a 31/03/2024 era de 12.345,67 EUR.", "Expediente 118/2024."],
    "it": ["Il saldo al 31/03/2024 era di 12.345,67 EUR.", "Pratica 118/2024."],
    "nl": ["Het saldo op 31-03-2024 was 12.345,67 EUR.", "Dossier 118/2024."],
}  # fmt: skip
BARE = {
    "en": ["Yesterday {} came to the branch.", "We visited {} in spring."],
    "de": ["Gestern kam {} in die Filiale."],
    "fr": ["Hier {} est venu à l'agence."],
    "zh": ["昨天{}来过网点。"],
    "es": ["Ayer {} vino a la oficina."],
    "it": ["Ieri {} è venuto in filiale."],
    "nl": ["Gisteren kwam {} langs."],
}
