<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AnswerCard</name>
    <message numerus="yes">
        <source>%n places</source>
        <translation>
            <numerusform>%n place</numerusform>
            <numerusform>%n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Searched: %n page(s).</source>
        <translation>
            <numerusform>Searched: %n page.</numerusform>
            <numerusform>Searched: %n pages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Computed together with the other questions of a list of %n</source>
        <translation>
            <numerusform>Computed alone, as the only question of a list</numerusform>
            <numerusform>Computed together with the other questions of a list of %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) searched</source>
        <translation>
            <numerusform>%n page searched</numerusform>
            <numerusform>%n pages searched</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AskPane</name>
    <message numerus="yes">
        <source>%n older question(s) are kept but not shown here.</source>
        <translation>
            <numerusform>%n older question is kept but not shown here.</numerusform>
            <numerusform>%n older questions are kept but not shown here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchPane</name>
    <message numerus="yes">
        <source>%n row(s) scored.</source>
        <translation>
            <numerusform>%n row scored.</numerusform>
            <numerusform>%n rows scored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) not scored.</source>
        <translation>
            <numerusform>%n row not scored.</numerusform>
            <numerusform>%n rows not scored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n are shown.</source>
        <translation>
            <numerusform>The first %n is shown.</numerusform>
            <numerusform>The first %n are shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rows not scored (%n)</source>
        <translation>
            <numerusform>Rows not scored (%n)</numerusform>
            <numerusform>Rows not scored (%n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchesPage</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CertificateDialog</name>
    <message numerus="yes">
        <source>%n case(s) deleted</source>
        <translation>
            <numerusform>%n case deleted</numerusform>
            <numerusform>%n cases deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more, in the file</source>
        <translation>
            <numerusform>and %n more, in the file</numerusform>
            <numerusform>and %n more, in the file</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message numerus="yes">
        <source>%n checkpoint(s) agree; the newest covers {entries} entries.</source>
        <translation>
            <numerusform>%n checkpoint agrees; the newest covers {entries} entries.</numerusform>
            <numerusform>%n checkpoints agree; the newest covers {entries} entries.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoverageBar</name>
    <message numerus="yes">
        <source>%n place(s) not read</source>
        <translation>
            <numerusform>%n place not read</numerusform>
            <numerusform>%n places not read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsPane</name>
    <message numerus="yes">
        <source>%n part(s) could not be read…</source>
        <translation>
            <numerusform>%n part could not be read…</numerusform>
            <numerusform>%n parts could not be read…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FactCards</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FormPane</name>
    <message numerus="yes">
        <source>%n field(s) differ between documents.</source>
        <translation>
            <numerusform>%n field differs between documents.</numerusform>
            <numerusform>%n fields differ between documents.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListCard</name>
    <message numerus="yes">
        <source>List of %n question(s)</source>
        <translation>
            <numerusform>List of one question</numerusform>
            <numerusform>List of %n questions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>No activity: the vault locks in %n second(s)</source>
        <translation>
            <numerusform>No activity: the vault locks in %n second</numerusform>
            <numerusform>No activity: the vault locks in %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No activity: the screen locks in %n second(s)</source>
        <translation>
            <numerusform>No activity: the screen locks in %n second</numerusform>
            <numerusform>No activity: the screen locks in %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverviewPane</name>
    <message numerus="yes">
        <source>%n field(s) of forms are open</source>
        <translation>
            <numerusform>%n field of forms is open</numerusform>
            <numerusform>%n fields of forms are open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) differ between documents</source>
        <translation>
            <numerusform>%n field differs between documents</numerusform>
            <numerusform>%n fields differ between documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PackSheet</name>
    <message numerus="yes">
        <source>%n question(s) are asked after the import</source>
        <translation>
            <numerusform>%n question is asked after the import</numerusform>
            <numerusform>%n questions are asked after the import</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageRemarks</name>
    <message numerus="yes">
        <source>%n place(s) were hard to recognise; they are underlined with dots.</source>
        <translation>
            <numerusform>%n place was hard to recognise; it is underlined with dots.</numerusform>
            <numerusform>%n places were hard to recognise; they are underlined with dots.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuestionListDialog</name>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message numerus="yes">
        <source>Reading: %n document(s) to go</source>
        <translation>
            <numerusform>Reading: %n document to go</numerusform>
            <numerusform>Reading: %n documents to go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) wait.</source>
        <translation>
            <numerusform>%n document waits.</numerusform>
            <numerusform>%n documents wait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) of other cases wait to be read.</source>
        <translation>
            <numerusform>%n document of other cases waits to be read.</numerusform>
            <numerusform>%n documents of other cases wait to be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) of other cases wait, too.</source>
        <translation>
            <numerusform>%n document of other cases waits, too.</numerusform>
            <numerusform>%n documents of other cases wait, too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReplayDialog</name>
    <message numerus="yes">
        <source>%n proposal(s) differ.</source>
        <translation>
            <numerusform>%n proposal differs.</numerusform>
            <numerusform>%n proposals differ.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RetentionPage</name>
    <message numerus="yes">
        <source>%n case(s) due</source>
        <translation>
            <numerusform>%n case is due</numerusform>
            <numerusform>%n cases are due</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n case(s)?</source>
        <translation>
            <numerusform>Delete %n case?</numerusform>
            <numerusform>Delete %n cases?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message numerus="yes">
        <source>%n item(s) still to decide</source>
        <translation>
            <numerusform>%n item still to decide</numerusform>
            <numerusform>%n items still to decide</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewsList</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScoreView</name>
    <message numerus="yes">
        <source>%n point(s) above the cut-off</source>
        <translation>
            <numerusform>%n point above the cut-off</numerusform>
            <numerusform>%n points above the cut-off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) below the cut-off</source>
        <translation>
            <numerusform>%n point below the cut-off</numerusform>
            <numerusform>%n points below the cut-off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>−%n point(s)</source>
        <translation>
            <numerusform>−%n point</numerusform>
            <numerusform>−%n points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SigningDialog</name>
    <message numerus="yes">
        <source>%n item(s) are not decided.</source>
        <translation>
            <numerusform>%n item is not decided.</numerusform>
            <numerusform>%n items are not decided.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You have not opened the evidence of %n item(s).</source>
        <translation>
            <numerusform>You have not opened the evidence of %n item.</numerusform>
            <numerusform>You have not opened the evidence of %n items.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n model(s) loaded, {memory}</source>
        <translation>
            <numerusform>%n model loaded, {memory}</numerusform>
            <numerusform>%n models loaded, {memory}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) opened</source>
        <translation>
            <numerusform>%n connection opened</numerusform>
            <numerusform>%n connections opened</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrustScreen</name>
    <message numerus="yes">
        <source>%n signature(s) needed</source>
        <translation>
            <numerusform>%n signature needed</numerusform>
            <numerusform>%n signatures needed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>number {number}, %n day(s) old</source>
        <translation>
            <numerusform>number {number}, %n day old</numerusform>
            <numerusform>number {number}, %n days old</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnreadDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaitingUsers</name>
    <message numerus="yes">
        <source>%n user(s) wait to be let in.</source>
        <translation>
            <numerusform>%n user waits to be let in.</numerusform>
            <numerusform>%n users wait to be let in.</numerusform>
        </translation>
    </message>
</context>
</TS>
