<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Commands</name>
    <message numerus="yes">
        <source>Paste %n thing(s)</source>
        <translation>
            <numerusform>Paste %n thing</numerusform>
            <numerusform>Paste %n things</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n page(s)</source>
        <translation>
            <numerusform>Remove %n page</numerusform>
            <numerusform>Remove %n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n take(s)</source>
        <translation>
            <numerusform>Remove %n take</numerusform>
            <numerusform>Remove %n takes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n thing(s)</source>
        <translation>
            <numerusform>Remove %n thing</numerusform>
            <numerusform>Remove %n things</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n thing(s)</source>
        <translation>
            <numerusform>Move %n thing</numerusform>
            <numerusform>Move %n things</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resize %n thing(s)</source>
        <translation>
            <numerusform>Resize %n thing</numerusform>
            <numerusform>Resize %n things</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Duplicate %n thing(s)</source>
        <translation>
            <numerusform>Duplicate %n thing</numerusform>
            <numerusform>Duplicate %n things</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message numerus="yes">
        <source>Add %n picture(s) as reference of %1</source>
        <translation>
            <numerusform>Add %n picture as a reference of %1</numerusform>
            <numerusform>Add %n pictures as references of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n picture(s) as take of this panel</source>
        <translation>
            <numerusform>Add %n picture as a take of this panel</numerusform>
            <numerusform>Add %n pictures as takes of this panel</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::CastModel</name>
    <message numerus="yes">
        <source>%n reference(s)</source>
        <translation>
            <numerusform>%n reference</numerusform>
            <numerusform>%n references</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::DrawBar</name>
    <message numerus="yes">
        <source>%n take(s) waiting</source>
        <translation>
            <numerusform>%n take waiting</numerusform>
            <numerusform>%n takes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::EndpointsDialog</name>
    <message numerus="yes">
        <source>%n found and added.</source>
        <translation>
            <numerusform>%n found and added.</numerusform>
            <numerusform>%n found and added.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::ExportDialog</name>
    <message numerus="yes">
        <source>Writing %n page(s)…</source>
        <translation>
            <numerusform>Writing %n page…</numerusform>
            <numerusform>Writing %n pages…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n page(s), which stay in the folder.</source>
        <translation>
            <numerusform>Stopped after %n page, which stays in the folder.</numerusform>
            <numerusform>Stopped after %n pages, which stay in the folder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) are written to %1</source>
        <translation>
            <numerusform>%n page is written to %1</numerusform>
            <numerusform>%n pages are written to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Page %1: %n panel(s) are not drawn yet</source>
        <translation>
            <numerusform>Page %1: %n panel is not drawn yet</numerusform>
            <numerusform>Page %1: %n panels are not drawn yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Page %1: %n picture(s) are missing; draw the panels again</source>
        <translation>
            <numerusform>Page %1: %n picture is missing; draw the panel again</numerusform>
            <numerusform>Page %1: %n pictures are missing; draw the panels again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Page %1: %n text(s) do not fit their balloons</source>
        <translation>
            <numerusform>Page %1: %n text does not fit its balloon</numerusform>
            <numerusform>Page %1: %n texts do not fit their balloons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Page %1: %n text(s) have characters that no font has</source>
        <translation>
            <numerusform>Page %1: %n text has characters that no font has</numerusform>
            <numerusform>Page %1: %n texts have characters that no font has</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::ExportForm</name>
    <message numerus="yes">
        <source>The work has only %n page(s).</source>
        <translation>
            <numerusform>The work has only %n page.</numerusform>
            <numerusform>The work has only %n pages.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelDock</name>
    <message numerus="yes">
        <source>%n panel(s) have a model of their own.</source>
        <translation>
            <numerusform>%n panel has a model of its own.</numerusform>
            <numerusform>%n panels have models of their own.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelWords</name>
    <message numerus="yes">
        <source>Draws up to %n character(s) of a panel from reference pictures</source>
        <translation>
            <numerusform>Draws %n character of a panel from reference pictures</numerusform>
            <numerusform>Draws up to %n characters of a panel from reference pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leaves room for up to %n balloon(s) in a panel</source>
        <translation>
            <numerusform>Leaves room for %n balloon in a panel</numerusform>
            <numerusform>Leaves room for up to %n balloons in a panel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dialogue box(es)</source>
        <translation>
            <numerusform>%n dialogue box</numerusform>
            <numerusform>%n dialogue boxes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelsDialog</name>
    <message numerus="yes">
        <source>None of the %n model(s) fits. Try another word, kind or family.</source>
        <translation>
            <numerusform>There is %n model, and it does not fit. Try another word, kind or family.</numerusform>
            <numerusform>None of the %n models fits. Try another word, kind or family.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them cannot be used</source>
        <translation>
            <numerusform>%1, %n of them cannot be used</numerusform>
            <numerusform>%1, %n of them cannot be used</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::PagesModel</name>
    <message numerus="yes">
        <source>Page %1, %n panel(s)</source>
        <translation>
            <numerusform>Page %1, %n panel</numerusform>
            <numerusform>Page %1, %n panels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::QueueDock</name>
    <message numerus="yes">
        <source>%n picture(s) to draw</source>
        <translation>
            <numerusform>%n picture to draw</numerusform>
            <numerusform>%n pictures to draw</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::Recipe</name>
    <message numerus="yes">
        <source>%1, %2, %n thread(s)</source>
        <translation>
            <numerusform>%1, %2, %n thread</numerusform>
            <numerusform>%1, %2, %n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::SessionNotices</name>
    <message numerus="yes">
        <source>%n picture(s) of this work are missing. Their places stay empty.</source>
        <translation>
            <numerusform>%n picture of this work is missing. Its place stays empty.</numerusform>
            <numerusform>%n pictures of this work are missing. Their places stay empty.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::TakesDock</name>
    <message numerus="yes">
        <source>%n take(s)</source>
        <translation>
            <numerusform>%n take</numerusform>
            <numerusform>%n takes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::WarningList</name>
    <message numerus="yes">
        <source>The model leaves room for %n balloon(s) in a panel. “%1” may cover the drawing.</source>
        <translation>
            <numerusform>The model leaves room for %n balloon in a panel. “%1” may cover the drawing.</numerusform>
            <numerusform>The model leaves room for %n balloons in a panel. “%1” may cover the drawing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is left out: the model draws %n character(s) in a panel. Only the description joins the prompt.</source>
        <translation>
            <numerusform>%1 is left out: the model draws %n character in a panel. Only the description joins the prompt.</numerusform>
            <numerusform>%1 is left out: the model draws %n characters in a panel. Only the description joins the prompt.</numerusform>
        </translation>
    </message>
</context>
</TS>
