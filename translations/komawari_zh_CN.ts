<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>Tooltip of an action: its name and its key.</extracomment>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Balloons</name>
    <message>
        <source>Rounded</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Box</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Burst</source>
        <extracomment>A balloon with spikes, for shouting.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ellipse</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>CanvasKeys</name>
    <message>
        <source>Move the view</source>
        <translation>移动视图</translation>
    </message>
    <message>
        <source>Space+drag;middle drag</source>
        <translation>Space+拖动;中键拖动</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>以指针为中心缩放</translation>
    </message>
    <message>
        <source>wheel;Ctrl+Space+drag</source>
        <translation>滚轮;Ctrl+Space+拖动</translation>
    </message>
    <message>
        <source>Turn the view</source>
        <translation>旋转视图</translation>
    </message>
    <message>
        <source>Shift+Space+drag</source>
        <translation>Shift+Space+拖动</translation>
    </message>
    <message>
        <source>Select what lies below</source>
        <translation>选择下层对象</translation>
    </message>
    <message>
        <source>click again</source>
        <translation>再次单击</translation>
    </message>
    <message>
        <source>Add to the selection</source>
        <translation>添加到选择</translation>
    </message>
    <message>
        <source>Shift+click</source>
        <translation>Shift+单击</translation>
    </message>
    <message>
        <source>Select everything in a rectangle</source>
        <translation>框选</translation>
    </message>
    <message>
        <source>drag on empty space</source>
        <translation>在空白处拖动</translation>
    </message>
    <message>
        <source>Nudge by 0.1 mm</source>
        <translation>微移 0.1 毫米</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Nudge by 1 mm</source>
        <translation>移动 1 毫米</translation>
    </message>
    <message>
        <source>Shift+arrow keys</source>
        <translation>Shift+方向键</translation>
    </message>
    <message>
        <source>Change the size by 0.1 mm</source>
        <translation>尺寸改变 0.1 毫米</translation>
    </message>
    <message>
        <source>Alt+arrow keys</source>
        <translation>Alt+方向键</translation>
    </message>
    <message>
        <source>Keep the proportion, or 45° steps</source>
        <translation>保持比例，或以 45° 为步长</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Shift+拖动</translation>
    </message>
    <message>
        <source>Draw from the centre, or drag a copy</source>
        <translation>从中心绘制，或拖出副本</translation>
    </message>
    <message>
        <source>Alt+drag</source>
        <translation>Alt+拖动</translation>
    </message>
    <message>
        <source>Drag without snapping</source>
        <translation>拖动时不吸附</translation>
    </message>
    <message>
        <source>Ctrl+drag</source>
        <translation>Ctrl+拖动</translation>
    </message>
    <message>
        <source>Edit the text of a balloon</source>
        <translation>编辑对话框文字</translation>
    </message>
    <message>
        <source>double click;Enter</source>
        <translation>双击;Enter</translation>
    </message>
    <message>
        <source>Finish writing</source>
        <translation>结束输入</translation>
    </message>
    <message>
        <source>Esc;Ctrl+Enter</source>
        <translation>Esc;Ctrl+Enter</translation>
    </message>
    <message>
        <source>Undo the drag, deselect, back to Select</source>
        <translation>撤销拖动、取消选择、返回选择工具</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>CharacterBoxItem</name>
    <message>
        <source>Nobody</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Change stacking</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add balloon</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Edit text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change text style</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change balloon shape</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change balloon size</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change balloon line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change tail</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change speaker</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add character</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove character</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Move character</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rename character</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change colour</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Edit description</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change strength</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add reference</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove reference</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Replace reference</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Move reference</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Crop reference</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Paste %n thing(s)</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Cut panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Divide panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Merge panels</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add page</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Remove %n page(s)</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Move page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Duplicate page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change paper</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change paper of new pages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Apply page template</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change title</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change reading direction</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change frame</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change frame line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Place character</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change character box</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Move character to another panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Edit prompt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Edit negative prompt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change shot</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change drawing settings</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Clear mask</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paint mask</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Accept take</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show no take</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Remove %n take(s)</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Recall take</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Remove %n thing(s)</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n thing(s)</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message numerus="yes">
        <source>Resize %n thing(s)</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Align</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Distribute</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Duplicate %n thing(s)</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Put %1 into this panel</source>
        <extracomment>%1 is a character's name; shown while its card is dragged over a panel</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add %n picture(s) as reference of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add %n picture(s) as take of this panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Put %n picture(s) on this page</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>A&amp;rrange</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Draw</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Window</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>%1 mm</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>PageItem</name>
    <message>
        <source>Ctrl+Enter to draw</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The picture of this panel is missing or damaged.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Ctrl+Enter draws it again, or accept another take.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Doujin B5</source>
        <translation>同人志 B5</translation>
    </message>
    <message>
        <source>The usual size of self-published books.</source>
        <translation>同人志最常用的尺寸。</translation>
    </message>
    <message>
        <source>Doujin A5</source>
        <translation>同人志 A5</translation>
    </message>
    <message>
        <source>A smaller book that fits every shelf.</source>
        <translation>较小的开本，适合任何书架。</translation>
    </message>
    <message>
        <source>Commercial B4 manuscript</source>
        <translation>商业 B4 原稿</translation>
    </message>
    <message>
        <source>What magazines ask for; printed at about 82 % of its size.</source>
        <translation>杂志社要求的规格；印刷时约缩至 82 %。</translation>
    </message>
    <message>
        <source>Submission sheet B4</source>
        <translation>投稿用 B4</translation>
    </message>
    <message>
        <source>The classic sheet for contests and editors.</source>
        <translation>投稿与送审的经典稿纸。</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>For printers at home and in the office.</source>
        <translation>适合家用和办公打印机。</translation>
    </message>
    <message>
        <source>%1 × %2 mm</source>
        <extracomment>Width and height of a sheet.</extracomment>
        <translation>%1 × %2 毫米</translation>
    </message>
</context>
<context>
    <name>PreviewItem</name>
    <message>
        <source>Preparing…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Step %1 of %2 · %3 s left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Step %1 of %2 · %3 min left</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RecentModel</name>
    <message>
        <source>Today, %1</source>
        <extracomment>%1 is the time of the day.</extracomment>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>Yesterday, %1</source>
        <translation>昨天 %1</translation>
    </message>
</context>
<context>
    <name>Things</name>
    <message>
        <source>Panel %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Character box</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Empty balloon</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::AboutDialog</name>
    <message>
        <source>About Komawari</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Komawari stands on the work of others:</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Built with</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Komawari itself is free software under the Apache License 2.0:</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The fonts for dialogue may be embedded in any book, under the SIL Open Font License 1.1:</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Fonts</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the embedded model can and cannot do:</source>
        <extracomment>"mini" is the name of the embedded model.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The model mini</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Version %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A manga studio that works offline: nothing you draw leaves this machine.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::BalloonTool</name>
    <message>
        <source>A balloon is at least %1 wide and high. Draw it larger.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change tail</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Select a panel first: the balloon goes into it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Release where the mouth is. Back inside the balloon the tail goes away.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shift makes it round, Alt draws from the centre, Space moves it, Esc puts nothing.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag out of the balloon for a tail, with Alt for another one. Enter writes its text.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag a balloon. %1: the key 3 goes to the next shape. Enter puts one into the selected panel.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::CanvasDrops</name>
    <message>
        <source>Drop pictures on a panel, on a character's box or on the Cast.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The mask could not be kept.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::CardDelegate</name>
    <message>
        <source>Strength %1 %</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>+%1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::CastDock</name>
    <message>
        <source>Nobody here yet. Drop a picture of your hero, or add a character.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add character</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add somebody and give them a name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add character (Insert)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add pictures…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add characters from picture files (Ctrl+O)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove character</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove the chosen character (Del)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paste a picture</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paste as reference</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Move up</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Move down</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Character %1</source>
        <extracomment>Name of a new member of the cast; %1 is a number.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New character</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::CastModel</name>
    <message>
        <source>Unnamed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag onto a panel to place %1 there. Drop pictures here as references.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n reference(s)</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::CastView</name>
    <message>
        <source>Cast</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Reference of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New character</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::CharacterBoxTool</name>
    <message>
        <source>Nobody is in the cast yet. Add a character to the cast first.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Draw the box inside a panel.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Draw the box larger: it is where the head and body stand.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Select a panel first: the box goes into it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The head comes to the upper part of the box. Space moves it, Esc puts nothing.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag a box where %1 stands, or click for a bust. Enter puts one into the selected panel.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::CharacterDetails</name>
    <message>
        <source>Back to the cast</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Back to the cast (Esc)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How the script and the boxes call this person</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Colour of this person's boxes on the page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Short black hair, round glasses, school uniform</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>These words join the prompt of every panel with this person</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Strength</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How much a new box looks like the references</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add pictures…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add pictures from files (Ctrl+O)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paste a picture as a reference (Ctrl+Shift+R)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Crop…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose the part that counts (Enter)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove this reference (Del)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>References</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Two or three pictures from different sides work best.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Earlier</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paste as reference</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Colour of %1's boxes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New reference of %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::CharacterRow</name>
    <message>
        <source>Likeness</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Expression</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pose</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Facing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not in the cast any more</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Without a name</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Take %1 out of this panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This model takes no reference pictures; descriptions join the prompt.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This model takes expression, pose and facing from the prompt only.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How strongly the references lead the drawing.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose an expression or write one.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a pose or write one.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Where this person looks, as we see it.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::CropDialog</name>
    <message>
        <source>Crop a reference of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Crop a reference</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The drawing model sees only what is inside: best the head and shoulders, or the whole figure, of one person.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Arrow keys move the frame, with Alt they change its size, with Shift in large steps.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Crop</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Whole picture</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Keep this part (Enter)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Let all of the picture count</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 % wide, %2 % high</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::CropView</name>
    <message>
        <source>Part of the picture that counts</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::DialogActions</name>
    <message>
        <source>Page setup</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::Draw</name>
    <message>
        <source>or</source>
        <extracomment>Stands between two keys that do the same.</extracomment>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::DrawBar</name>
    <message>
        <source>Draw panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Draw page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes: </source>
        <extracomment>before a number, in a small field</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How many takes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How many takes to draw. Each lands in the takes as soon as it is done.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Draw every panel of this page in reading order, in the background (%1)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stop drawing this panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Draw this panel (%1); with %2 before everything that waits</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n take(s) waiting</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Step %1 of %2, %3</source>
        <extracomment>%3 is a time, as "12 s left"</extracomment>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::DrawingForm</name>
    <message>
        <source>Model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Steps</source>
        <extracomment>noun: how many times the picture is refined</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Guidance</source>
        <extracomment>how strictly the model follows the prompt</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Model’s own</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>More steps take longer and work out more.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How strictly the model keeps to the prompt.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The model “%1” is not there. Choose another one.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” cannot be used: %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes no reference pictures of characters.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Leaves no room for balloons.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes expression, pose and shot from the prompt only.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes no negative prompt.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::DropLayer</name>
    <message>
        <source>Drop the work to open it</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::ErrorText</name>
    <message>
        <source>%1 was not drawn: a setting does not suit the model. Change it, then generate again.</source>
        <extracomment>%1 in this and the next sentences is a place, such as "Page 2, panel 3"</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 was not drawn: its model or a reference picture is missing. Choose another one.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 was not drawn: a file cannot be read. Check the disk and its permissions, then try again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 was not drawn: a file of the model or a picture is damaged. Choose another one.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 was not drawn: the model cannot do what the panel asks. Change the panel or the model.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 could not be kept: the disk is full. Free some space, then try again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 was not drawn: there is too little memory. Close other programs or choose a smaller model.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 was not drawn: another program holds the model or the project. Close it, then try again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 was not drawn: the drawing engine failed. Your work is safe; try again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show panel</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::ExportDialog</name>
    <message>
        <source>Page %1: a panel is not drawn yet</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Page %1: the picture of a panel is missing; draw it again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Page %1: a text does not fit its balloon</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Page %1: no font has all characters of a text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What to look at before printing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Click to see the page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Show folder</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pages written</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Export</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The page cannot be shown: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing to complain about</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n thing(s) to look at before printing</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Writing %n page(s)…</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message>
        <source>The pages could not be written: %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Stopped after %n page(s), which stay in the folder.</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) are written to %1</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::ExportForm</name>
    <message>
        <source>Untitled</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write as</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 dpi</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Print in black and white</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Print in colour</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Screens and reviews</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Dots per inch: 600 for print in black and white, 350 for colour, 150 for screens</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Greys</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>With &amp;bleed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For printers: the paper beyond the trim, and in a PDF a trim box</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Write &amp;to</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>PDF</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One book, with lines and letters that stay sharp</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>PNG</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>One picture for each page, in a folder</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;All</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Only</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Which pages, such as 1-3,7</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>File or folder to write to</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Say which pages, such as 1-3,7.</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>The work has only %n page(s).</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message>
        <source>“%1” is no list of pages. Write it as in 1-3,7.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The work has no pages.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The resolution must be between %1 and %2 dpi.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A page would have more than %1 megapixels. Choose a lower resolution.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose where to write to.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lines and letters are sharp at every size.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 × %2 pixels a page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There are pages in this folder already; those of the same number are replaced.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The file is there already; it is replaced.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Folder for the pages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>File to write</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::ExportPreview</name>
    <message>
        <source>Previous page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Next page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::FileActions</name>
    <message>
        <source>Open a work</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save a copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Komawari works (*.koma)</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::GenerationService</name>
    <message>
        <source>This page has no panels yet; draw one with the panel tool.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Every panel of this page is drawn already.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Every panel of this work is drawn already.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 cannot be drawn: the model “%2” is not there.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 cannot be drawn: the model “%2” cannot be used.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Draw with %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The panel is not there any more.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::HandTool</name>
    <message>
        <source>Drag to move the page. With every other tool Space does the same.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::JobModel</name>
    <message>
        <source>Loading the model…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waiting in the background</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Finished</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a place ("Page 2, panel 3"), %2 a state ("Waiting")</extracomment>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::KeyboardDialog</name>
    <message>
        <source>File</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Arrange</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Balloon</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Draw</source>
        <extracomment>Making pictures with the model.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Keyboard reference</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Search by name or key</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>On the page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing is called “%1”. Try a shorter word, or a key such as Ctrl.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::KnifeTool</name>
    <message>
        <source>This panel is locked. Unlock it to cut it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The cut would leave a panel smaller than %1. Cut elsewhere.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Select a panel first: Enter cuts it in the middle.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Release to cut. Shift keeps to steps of 45°, Space moves the line, Esc cuts nothing.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag across a panel to cut it. Enter cuts the selected panel level, Shift+Enter upright.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::MainWindow</name>
    <message>
        <source>Panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cast</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Objects</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Select a panel first: click it, or press Tab in the Objects list.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::MaskTool</name>
    <message>
        <source>This panel's mask is still being read. Try again in a moment.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What is tinted will be drawn anew. Esc takes the stroke back.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paint what is to be drawn anew. [ and ] change the brush (%1), Alt or the right button erases.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::ModelCard</name>
    <message>
        <source>Loaded</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cannot be used: %1</source>
        <extracomment>%1 is the reason in the engine's words</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pictures of about %1 × %1 px</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>%1 a family of models as "sdxl", %2 the size of its pictures</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Draws characters from reference pictures</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes no reference pictures of characters</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Leaves room for balloons</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Leaves no room for balloons</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes expression, pose, facing and shot as choices</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes expression, pose and shot from the prompt only</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes a negative prompt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes no negative prompt</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::ModelDock</name>
    <message>
        <source>Model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Numbers</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the whole program takes now.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How exactly the model counts; shorter numbers are faster and take less memory.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Models that were found</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Other models</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Looks for models that were added or removed.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A model is a folder in DiffSensei’s layout; Komawari never downloads one by itself.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Put a model’s folder into %1, then look again. Komawari never downloads one by itself.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing is loaded yet. The model is read when the first panel is drawn.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Still looking for models…</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::NewWorkForm</name>
    <message>
        <source>&amp;Title</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Keep it in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Reading direction</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Pages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Name of the work</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Folder that the work is kept in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Choose…</source>
        <extracomment>A button that opens the dialog for choosing a folder.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Right to left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>As in Japan: the spine of the book is on its right</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Left to right</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>As in Europe, America and China: the spine of the book is on its left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Number of pages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>More can be added at any time</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Create &amp;work</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Where should the work be kept?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Give the work a title.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose a folder to keep it in.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is a work of this name already. Choose another title or folder.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::NoticeBar</name>
    <message>
        <source>Messages</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::NoticeCard</name>
    <message>
        <source>Details</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Dismiss (Esc)</source>
        <extracomment>Makes a message go away.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::ObjectsDock</name>
    <message>
        <source>Everything you draw on the pages is listed here: panels, people, balloons.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Objects</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show on the page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hide or show</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lock or unlock</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Bring forward</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Send backward</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Bring to front</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Send to back</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::ObjectsModel</name>
    <message>
        <source>Page %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Panel %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Somebody</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Empty balloon</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hidden: click to show (H)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shown: click to hide (H)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Locked: click to unlock (L)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Free: click to lock (L)</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::PageSetupDialog</name>
    <message>
        <source>Page setup</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Own size</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Paper</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Trim</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Bleed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Inner frame</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>From left and &amp;top</source>
        <extracomment>Distance of the inner frame from the left and the upper edge.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Safe margin</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Width of the finished page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Height of the finished page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Paper beyond the trim that is cut away; pictures at the edge must fill it</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Text stays this far inside the trim</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Width of the area where panels usually lie</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Height of the area where panels usually lie</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Inner frame from the left edge</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Inner frame from the upper edge</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source> mm</source>
        <extracomment>Millimetres, after a number.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For this page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For all pages of the work</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>For new pages only</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The inner frame leaves the paper. Make it smaller or move it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The safe margin leaves no room for text. Make it smaller.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::PageView</name>
    <message>
        <source>mm</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Stop drawing this panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This work has no page. Add one in the strip of pages.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>An empty page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag with the panel tool to draw its first frame, or choose a page template.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::PagesDock</name>
    <message>
        <source>A work without pages. Add the first one.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Page template</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add a page (Ctrl+Alt+N)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Add a page after this one (Ctrl+Alt+N)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Duplicate page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Duplicate this page (Ctrl+D)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Give an empty page panels (Ctrl+T)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete this page (Del)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Work on this page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Page to the left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Page to the right</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Next page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Previous page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Move left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Move right</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::PagesModel</name>
    <message>
        <source>Page %1</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>Page %1, %n panel(s)</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::PanelDock</name>
    <message>
        <source>Panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This model takes the shot from the prompt only.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This model takes no negative prompt.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Leave out</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who is here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shot</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What happens here: who does what, where, in which mood.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What happens in this panel. %1 draws it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What must not be in the picture.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The negative prompt: what the model keeps away from.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How it is drawn</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Select a panel on the page to say what happens in it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>This page has no panels yet. Draw one with the panel tool, then say here what happens in it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Select the first panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>How much of the people is seen.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who is here (%1)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The panel’s model is not there. Choose another one.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 × %2 px for a panel of %3 × %4 mm</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::PanelTool</name>
    <message>
        <source>A panel is at least %1 wide and high. Draw it larger.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A panel is at least %1 wide and high, and its edges do not cross. Nothing was added.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Select a panel first: the new one takes half of it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The selected panel is too small to be halved.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Click the next corner. Enter closes the panel, Backspace takes a corner back.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Click the corners of a panel. The key 1 goes back to rectangles.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shift makes a square, Alt draws from the centre, Space moves it, Ctrl does not snap.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag a panel. The key 1 draws polygons, Enter adds a panel without the pointer.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 × %2</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::PaperPreview</name>
    <message>
        <source>Bleed, %1 mm</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Trim</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Inner frame</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Safe margin, %1 mm</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 mm</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::PeopleList</name>
    <message>
        <source>Nobody yet. Drag a card from the cast onto the panel, or draw a box with the character tool.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Take character out</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::PictureIntake</name>
    <message>
        <source>The pasted picture</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1”</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 could not be taken in as a picture.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is no picture that can be read. Use a PNG or JPEG file.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is too large or of an unusual kind. Use a PNG or JPEG of at most 100 megapixels.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 may not be read. Check its permissions.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 does not fit on the disk any more. Free some space and try again.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>There is no picture on the clipboard. Copy one first.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Choose pictures</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::PreferencesDialog</name>
    <message>
        <source> mm</source>
        <extracomment>Millimetres, after a number.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Preferences</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Close</source>
        <extracomment>Closes a window.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Reset all</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everything as in a new installation</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Look</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The page itself is always white: it is paper.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Of the program. What your characters say stays as you wrote it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drawing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Draw on</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Automatic takes the graphics card when there is one. Holds from the next start of the program.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source> threads</source>
        <extracomment>Processor threads, after a number.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Processor use</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Fewer threads leave more of the machine to other programs. Holds from the next start of the program.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show pictures while they are drawn</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You see early where a picture is going and can stop it. Costs a little time at each step.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Put the first picture on the page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A finished picture appears in a panel that has none. Later ones wait among the takes until you accept them.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Gutter between rows</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the knife leaves when it cuts across the page.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Gutter between columns</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>What the knife leaves when it cuts down the page. A narrower one keeps the eye on its row.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Snap to gutters, guides and edges</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hold Ctrl while you drag to do without it once.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Memory and safety</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source> MiB</source>
        <extracomment>Megabytes (of 1,048,576 bytes), after a number.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Memory for pictures</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pictures beyond it are read from the disk again when you look at them. Models need theirs besides.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Your work saves itself: every change is on the disk within a second, every finished picture before you see it. There is nothing to set, and no Save to forget.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::QueueDock</name>
    <message>
        <source>Queue</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pictures that are drawn and that wait</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pictures that are being drawn, and those that wait, appear here.
Select a panel and press %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a button's name and its key</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Draw once more</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Earlier</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>To the other lane; what is in the background gives way</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cancel everything</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing to draw</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n picture(s) to draw</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Show panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Draw before the background</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Draw in the background</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Clear what has ended</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::RecentDelegate</name>
    <message>
        <source>No longer there</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::RecentModel</name>
    <message>
        <source>It is no longer at %1</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::Recipe</name>
    <message>
        <source>Drawn</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Who is here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shot</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Guidance</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 ×</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sampler</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Device</source>
        <extracomment>%1 a device as "cpu", %2 a number type as "float32"</extracomment>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%1, %2, %n thread(s)</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Model’s hash</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Recipe</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>It cannot be read; the picture itself is safe.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::ReferenceModel</name>
    <message>
        <source>Reference %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Double click to crop, drag into another order, drop a picture to replace it</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::ReferenceStrip</name>
    <message>
        <source>References</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New reference</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::Section</name>
    <message>
        <source>Fold away</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Unfold</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::SeedField</name>
    <message>
        <source>Seed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New for each take</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The same seed and settings give the same picture. Locked, only what you change changes.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lock another seed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A seed is a whole number from 0 to %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Locked. Click to take a new seed for each take.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lock the seed of the picture that the page shows, %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lock a seed</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Lock the seed</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::SelectTool</name>
    <message>
        <source>That frame would be smaller than %1 or cross itself. Nothing was changed.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Move tail</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Change shape</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag the tail to the mouth that speaks.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag to change the shape. Shift keeps proportions, Alt the centre, Ctrl detaches from neighbours.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Everything inside the band is selected. Shift adds to the selection.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Shift keeps to one direction, Ctrl does not snap, Esc puts everything back.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Click to select, drag on the margin to select several.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Drag to move, with Alt to copy. Click again for what lies below. Arrows nudge by 0.1 mm.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::SessionNotices</name>
    <message>
        <source>The copy is saved as “%1”.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The copy “%1” could not be saved.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” could not be saved. Your work is kept here, and saving is tried again every few seconds.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The disk is full, so “%1” is not saved. Free some space: your work is kept here meanwhile.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The folder of “%1” cannot be written to. Bring it back or allow it: your work is kept here meanwhile.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” could not be opened.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” is not there any more.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” cannot be made there. Choose another name.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” is damaged or no Komawari work.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” comes from a newer Komawari. Update the program to open it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” is open in another window.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” is open in another window (%2). Close it there, or work on a copy.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open a copy</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” stays open because its last changes could not be saved.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Leave without saving</source>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n picture(s) of this work are missing. Their places stay empty.</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::SliderField</name>
    <message>
        <source>%1 %2</source>
        <extracomment>a number and its unit</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Double-click the name to go back to “%1”.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“%1” is not a number; write, for example, %2.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The most is %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The least is %1.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::StartPage</name>
    <message>
        <source>A manga studio</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>&amp;Open a work…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>A folder that ends in .koma</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open the &amp;sample work</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>“First Day”, three pages: a copy that you can change as you like</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Recent works</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Works that you open appear here. A .koma folder can also be dropped on this window.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>New work</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remove from this list</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::StatusLine</name>
    <message>
        <source>%1, %2 mm</source>
        <extracomment>Place of the pointer on the page: across, down.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Not saved</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Zoom; click to fit the page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::TakeModel</name>
    <message>
        <source>Take of %1, shown on the page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Take of %1</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The page shows this take</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Press Enter to show this take on the page</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::TakesDock</name>
    <message>
        <source>Takes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Recipe</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Takes of the panel, the newest first</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show this take on the page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Compare in place: blink against the accepted take</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Take up its prompt, seed and settings again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete the selected takes</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Del</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>what a button does, and its key</extracomment>
        <translation type="unfinished" />
    </message>
    <message numerus="yes">
        <source>%n take(s)</source>
        <translation type="unfinished">
            <numerusform />
        </translation>
    </message>
    <message>
        <source>No takes yet. Everything that is drawn for this panel is kept here.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Select a panel to see everything that was drawn for it.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The recipe of this take of %1 cannot be read.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show on the page</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Compare in place</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Recall all settings</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Show recipe</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Copy recipe</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save picture as…</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save picture</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The picture is saved as %1.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>The picture could not be saved as %1. Choose another place.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Save as…</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::TextTool</name>
    <message>
        <source>Write. Enter begins a new line, Esc or Ctrl+Enter leaves the balloon and keeps its text.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Click a balloon to write in it, or empty paper for a new one.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::TimeLeft</name>
    <message>
        <source>%1 s left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 min left</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::ToolBox</name>
    <message>
        <source>Select</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Panel</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Knife</source>
        <extracomment>The tool that cuts panels.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Character box</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Balloon</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Mask brush</source>
        <extracomment>The brush that paints which part is drawn anew.</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Hand</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::ToolStrip</name>
    <message>
        <source>Tools</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::WordCombo</name>
    <message>
        <source>Any expression</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Neutral</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Smiling</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Laughing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Angry</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sad</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Surprised</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Any pose</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Standing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Waving</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pointing</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cheering</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Facing anywhere</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Facing left</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Facing right</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Facing us</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Facing away</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Any shot</source>
        <extracomment>how much of the people a panel shows</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close-up</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Bust</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Full figure</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Wide</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::ZoomTool</name>
    <message>
        <source>Click to look closer, with Alt from further away. Drag around what you want to see.</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>koma::ui::panelLabel</name>
    <message>
        <source>Page %1, %2</source>
        <extracomment>%1 is a page's number, %2 the name of one of its panels</extracomment>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Page %1, panel %2</source>
        <translation type="unfinished" />
    </message>
</context>
</TS>
