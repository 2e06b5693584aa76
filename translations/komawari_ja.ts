<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>Tooltip of an action: its name and its key.</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;New work…</source>
        <translation>新規作品(&amp;N)…</translation>
    </message>
    <message>
        <source>Starts a work from a paper preset</source>
        <translation>用紙のプリセットから作品を始めます</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Opens a work, a folder that ends in .koma</source>
        <translation>作品（末尾が .koma のフォルダー）を開きます</translation>
    </message>
    <message>
        <source>Open the &amp;sample work</source>
        <translation>サンプル作品を開く(&amp;S)</translation>
    </message>
    <message>
        <source>Opens a copy of the finished sample</source>
        <translation>完成したサンプルのコピーを開きます</translation>
    </message>
    <message>
        <source>Save a &amp;copy…</source>
        <translation>コピーを保存(&amp;C)…</translation>
    </message>
    <message>
        <source>The work saves itself; this writes a copy to another place</source>
        <translation>作品は自動で保存されます。ここでは別の場所にコピーを書き出します</translation>
    </message>
    <message>
        <source>&amp;Page setup…</source>
        <translation>用紙設定(&amp;P)…</translation>
    </message>
    <message>
        <source>Paper, bleed, inner frame and safe margin</source>
        <translation>用紙、裁ち落とし、基本枠、セーフライン</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>書き出し(&amp;E)…</translation>
    </message>
    <message>
        <source>Writes PNG pictures or a PDF</source>
        <translation>PNG画像またはPDFを書き出します</translation>
    </message>
    <message>
        <source>C&amp;lose work</source>
        <translation>作品を閉じる(&amp;L)</translation>
    </message>
    <message>
        <source>Back to the start page; everything is saved</source>
        <translation>スタート画面に戻ります。すべて保存済みです</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>取り消し(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>やり直し(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>切り取り(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>貼り付け(&amp;P)</translation>
    </message>
    <message>
        <source>Things of a page, or a picture as a reference</source>
        <translation>ページ上のもの、または画像を参照画像として貼り付けます</translation>
    </message>
    <message>
        <source>Paste as &amp;reference</source>
        <translation>参照画像として貼り付け(&amp;S)</translation>
    </message>
    <message>
        <source>The picture in the clipboard becomes a reference of the chosen character</source>
        <translation>クリップボードの画像を、選択したキャラクターの参照画像にします</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>複製(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>削除(&amp;D)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>すべてを選択(&amp;A)</translation>
    </message>
    <message>
        <source>Everything on this page</source>
        <translation>このページのすべて</translation>
    </message>
    <message>
        <source>D&amp;eselect</source>
        <translation>選択を解除(&amp;E)</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>名前を変更(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Lock or unlock</source>
        <translation>ロック／ロック解除(&amp;L)</translation>
    </message>
    <message>
        <source>Locked things stay where they are</source>
        <translation>ロックしたものは動かせなくなります</translation>
    </message>
    <message>
        <source>&amp;Hide or show</source>
        <translation>表示／非表示(&amp;H)</translation>
    </message>
    <message>
        <source>Hidden things are neither shown nor printed</source>
        <translation>非表示のものは画面にも印刷にも出ません</translation>
    </message>
    <message>
        <source>Pre&amp;ferences…</source>
        <translation>環境設定(&amp;F)…</translation>
    </message>
    <message>
        <source>To the &amp;front</source>
        <translation>最前面へ(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Raise</source>
        <translation>前面へ(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Lower</source>
        <translation>背面へ(&amp;L)</translation>
    </message>
    <message>
        <source>To the &amp;back</source>
        <translation>最背面へ(&amp;B)</translation>
    </message>
    <message>
        <source>Align left edges</source>
        <translation>左揃え</translation>
    </message>
    <message>
        <source>Align centres across</source>
        <translation>左右中央揃え</translation>
    </message>
    <message>
        <source>Align right edges</source>
        <translation>右揃え</translation>
    </message>
    <message>
        <source>Align top edges</source>
        <translation>上揃え</translation>
    </message>
    <message>
        <source>Align middles</source>
        <translation>上下中央揃え</translation>
    </message>
    <message>
        <source>Align bottom edges</source>
        <translation>下揃え</translation>
    </message>
    <message>
        <source>Equal distances across</source>
        <translation>左右に等間隔</translation>
    </message>
    <message>
        <source>Equal distances down</source>
        <translation>上下に等間隔</translation>
    </message>
    <message>
        <source>&amp;New page</source>
        <translation>新規ページ(&amp;N)</translation>
    </message>
    <message>
        <source>After this one</source>
        <translation>このページの後ろに追加します</translation>
    </message>
    <message>
        <source>&amp;Duplicate page</source>
        <translation>ページを複製(&amp;D)</translation>
    </message>
    <message>
        <source>De&amp;lete page</source>
        <translation>ページを削除(&amp;L)</translation>
    </message>
    <message>
        <source>Ne&amp;xt page</source>
        <translation>次のページ(&amp;X)</translation>
    </message>
    <message>
        <source>Pre&amp;vious page</source>
        <translation>前のページ(&amp;V)</translation>
    </message>
    <message>
        <source>Page to the left</source>
        <translation>左のページ</translation>
    </message>
    <message>
        <source>Page to the right</source>
        <translation>右のページ</translation>
    </message>
    <message>
        <source>&amp;Merge panels</source>
        <translation>コマを結合(&amp;M)</translation>
    </message>
    <message>
        <source>Two neighbours become one</source>
        <translation>隣り合う2つのコマを1つにします</translation>
    </message>
    <message>
        <source>&amp;Frame line</source>
        <translation>枠線(&amp;F)</translation>
    </message>
    <message>
        <source>Draws the panel&apos;s frame or leaves it out</source>
        <translation>コマの枠線を引くかどうかを切り替えます</translation>
    </message>
    <message>
        <source>Next &amp;shape</source>
        <translation>次の形(&amp;S)</translation>
    </message>
    <message>
        <source>Ellipse, rounded, burst, box</source>
        <translation>楕円、角丸、ギザギザ、四角</translation>
    </message>
    <message>
        <source>&amp;Vertical text</source>
        <translation>縦書き(&amp;T)</translation>
    </message>
    <message>
        <source>Vertical or horizontal setting</source>
        <translation>縦書きと横書きを切り替えます</translation>
    </message>
    <message>
        <source>&amp;Draw panel</source>
        <translation>コマを描画(&amp;D)</translation>
    </message>
    <message>
        <source>The model draws the panel inside its frame</source>
        <translation>モデルがコマの枠の中に絵を描きます</translation>
    </message>
    <message>
        <source>Draw panel &amp;first</source>
        <translation>コマを優先して描画(&amp;F)</translation>
    </message>
    <message>
        <source>Before everything that waits</source>
        <translation>待機中のすべてより先に描きます</translation>
    </message>
    <message>
        <source>Draw whole &amp;page</source>
        <translation>ページ全体を描画(&amp;P)</translation>
    </message>
    <message>
        <source>Every panel of this page, in reading order</source>
        <translation>このページのすべてのコマを、読む順に描きます</translation>
    </message>
    <message>
        <source>Draw all &amp;undrawn panels</source>
        <translation>未描画のコマをすべて描画(&amp;U)</translation>
    </message>
    <message>
        <source>In the background lane</source>
        <translation>バックグラウンドで描きます</translation>
    </message>
    <message>
        <source>&amp;Cancel drawing</source>
        <translation>描画を中止(&amp;C)</translation>
    </message>
    <message>
        <source>The running picture, at its next step</source>
        <translation>描画中の画像を、次のステップで止めます</translation>
    </message>
    <message>
        <source>Cancel &amp;everything</source>
        <translation>すべて中止(&amp;E)</translation>
    </message>
    <message>
        <source>The running picture and all that wait</source>
        <translation>描画中と待機中の画像をすべて止めます</translation>
    </message>
    <message>
        <source>&amp;Fit page</source>
        <translation>ページ全体を表示(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;True size</source>
        <translation>原寸表示(&amp;T)</translation>
    </message>
    <message>
        <source>Fit &amp;panel</source>
        <translation>コマ全体を表示(&amp;P)</translation>
    </message>
    <message>
        <source>Fit &amp;spread</source>
        <translation>見開き全体を表示(&amp;S)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>ズームイン(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>ズームアウト(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Mirror</source>
        <translation>左右反転表示(&amp;M)</translation>
    </message>
    <message>
        <source>Shows the page as in a mirror; the page stays as it is</source>
        <translation>表示だけを左右反転します。ページは変わりません</translation>
    </message>
    <message>
        <source>Turn &amp;left</source>
        <translation>左に回転(&amp;L)</translation>
    </message>
    <message>
        <source>Turn &amp;right</source>
        <translation>右に回転(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Upright</source>
        <translation>回転をリセット(&amp;U)</translation>
    </message>
    <message>
        <source>Two-page spr&amp;ead</source>
        <translation>見開き表示(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Guides</source>
        <translation>ガイド(&amp;G)</translation>
    </message>
    <message>
        <source>Sna&amp;p</source>
        <translation>スナップ(&amp;N)</translation>
    </message>
    <message>
        <source>Hide the side &amp;panels</source>
        <translation>パレットを隠す(&amp;P)</translation>
    </message>
    <message>
        <source>And bring them back</source>
        <translation>もう一度押すと元に戻ります</translation>
    </message>
    <message>
        <source>&amp;Dark or light</source>
        <translation>ダーク／ライト切り替え(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keyboard reference</source>
        <translation>ショートカット一覧(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Komawari</source>
        <translation>Komawariについて(&amp;A)</translation>
    </message>
    <message>
        <source>Ne&amp;wer take</source>
        <translation>新しいテイク(&amp;W)</translation>
    </message>
    <message>
        <source>Shows it in its panel, without accepting it</source>
        <translation>採用せずにコマに表示します</translation>
    </message>
    <message>
        <source>&amp;Older take</source>
        <translation>古いテイク(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Blink takes</source>
        <translation>テイクを交互に表示(&amp;B)</translation>
    </message>
    <message>
        <source>The chosen take and the accepted one in turn, until pressed again</source>
        <translation>選んだテイクと採用中のテイクを、もう一度押すまで交互に表示します</translation>
    </message>
    <message>
        <source>&amp;Rulers</source>
        <translation>ルーラー(&amp;K)</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>ウィンドウの次の部分</translation>
    </message>
    <message>
        <source>The page, then each side panel in turn</source>
        <translation>ページと各パネルを順に移動します</translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation>ウィンドウの前の部分</translation>
    </message>
    <message>
        <source>&amp;Invert mask</source>
        <translation>マスクを反転(&amp;I)</translation>
    </message>
    <message>
        <source>Draws anew what was kept, and keeps what was masked</source>
        <translation>残していた部分を描き直し、マスクした部分を残します</translation>
    </message>
    <message>
        <source>C&amp;lear mask</source>
        <translation>マスクを消去(&amp;L)</translation>
    </message>
    <message>
        <source>The whole panel is drawn again</source>
        <translation>コマ全体を描き直します</translation>
    </message>
    <message>
        <source>E&amp;xtend the picture</source>
        <translation>絵を広げる(&amp;X)</translation>
    </message>
    <message>
        <source>Draws what a panel that has grown shows beyond its picture</source>
        <translation>広がったコマの、絵の外にはみ出た部分を描きます</translation>
    </message>
    <message>
        <source>&amp;Model manager…</source>
        <translation>モデル管理(&amp;M)…</translation>
    </message>
    <message>
        <source>Folders with models, what they can do, and why one cannot be used</source>
        <translation>モデルのフォルダー、できること、使えない理由を見ます</translation>
    </message>
    <message>
        <source>Divide in &amp;columns</source>
        <translation>縦に分割(&amp;C)</translation>
    </message>
    <message>
        <source>The selected region, or the panel: each part has a prompt of its own</source>
        <translation>選んだ領域かコマを分け、それぞれにプロンプトを付けます</translation>
    </message>
    <message>
        <source>Divide in &amp;rows</source>
        <translation>横に分割(&amp;R)</translation>
    </message>
    <message>
        <source>Remove all regions</source>
        <translation>領域をすべて削除</translation>
    </message>
    <message>
        <source>The panel has one prompt again</source>
        <translation>コマのプロンプトはひとつに戻ります</translation>
    </message>
    <message>
        <source>Plan &amp;page…</source>
        <translation>ページを計画(&amp;P)…</translation>
    </message>
    <message>
        <source>Panels, people and dialogue from a sentence or the script; you see it first</source>
        <translation>一文または台本から、コマ・人物・セリフを作ります。反映の前に確認できます</translation>
    </message>
    <message>
        <source>Plan p&amp;anel…</source>
        <translation>コマを計画(&amp;A)…</translation>
    </message>
    <message>
        <source>A language model divides the panel among prompts; you see it first</source>
        <translation>言語モデルがコマを領域に分けます。反映の前に確認できます</translation>
    </message>
    <message>
        <source>&amp;Refine prompt…</source>
        <translation>プロンプトを推敲(&amp;R)…</translation>
    </message>
    <message>
        <source>A language model writes better words for the panel; you see them first</source>
        <translation>言語モデルがコマの言葉を書き直します。反映の前に確認できます</translation>
    </message>
    <message>
        <source>&amp;Describe character…</source>
        <translation>人物を説明(&amp;D)…</translation>
    </message>
    <message>
        <source>A language model looks at the reference pictures; you see what it writes first</source>
        <translation>言語モデルが参照画像を見て書きます。反映の前に確認できます</translation>
    </message>
    <message>
        <source>&amp;Translate dialogue…</source>
        <translation>セリフを翻訳(&amp;T)…</translation>
    </message>
    <message>
        <source>The selected balloons, or all of them; you see every text first</source>
        <translation>選んだフキダシ、またはすべて。反映の前に全文を確認できます</translation>
    </message>
    <message>
        <source>Language &amp;models…</source>
        <translation>言語モデル(&amp;M)…</translation>
    </message>
    <message>
        <source>Which servers are asked, on this machine or elsewhere, and their keys</source>
        <translation>どのサーバーに尋ねるか（このパソコンか外部か）と、そのキー</translation>
    </message>
    <message>
        <source>&amp;Boxes and regions</source>
        <translation>キャラクター枠と領域(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Assistant</source>
        <translation>アシスタント(&amp;A)</translation>
    </message>
    <message>
        <source>Talk about the selected panel or person; the field for your words is ready</source>
        <translation>選択したコマや人物について話します。すぐに書き込めます</translation>
    </message>
    <message>
        <source>Enlarge for &amp;print…</source>
        <translation>印刷用に拡大(&amp;P)…</translation>
    </message>
    <message>
        <source>A finer picture of the chosen take, with the pixels that print needs</source>
        <translation>選んだテイクを、印刷に足りる画素数の細かい絵にします</translation>
    </message>
</context>
<context>
    <name>Balloons</name>
    <message>
        <source>Rounded</source>
        <translation>角丸</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>四角</translation>
    </message>
    <message>
        <source>Burst</source>
        <extracomment>A balloon with spikes, for shouting.</extracomment>
        <translation>ギザギザ</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>楕円</translation>
    </message>
</context>
<context>
    <name>CanvasKeys</name>
    <message>
        <source>Move the view</source>
        <translation>表示の移動</translation>
    </message>
    <message>
        <source>Space+drag;middle drag</source>
        <translation>Space+ドラッグ;中ボタンドラッグ</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>ポインター位置でズーム</translation>
    </message>
    <message>
        <source>wheel;Ctrl+Space+drag</source>
        <translation>ホイール;Ctrl+Space+ドラッグ</translation>
    </message>
    <message>
        <source>Turn the view</source>
        <translation>表示の回転</translation>
    </message>
    <message>
        <source>Shift+Space+drag</source>
        <translation>Shift+Space+ドラッグ</translation>
    </message>
    <message>
        <source>Select what lies below</source>
        <translation>下にあるものを選択</translation>
    </message>
    <message>
        <source>click again</source>
        <translation>再度クリック</translation>
    </message>
    <message>
        <source>Add to the selection</source>
        <translation>選択に追加</translation>
    </message>
    <message>
        <source>Shift+click</source>
        <translation>Shift+クリック</translation>
    </message>
    <message>
        <source>Select everything in a rectangle</source>
        <translation>範囲内をすべて選択</translation>
    </message>
    <message>
        <source>drag on empty space</source>
        <translation>余白をドラッグ</translation>
    </message>
    <message>
        <source>Nudge by 0.1 mm</source>
        <translation>0.1 mm ずつ移動</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>矢印キー</translation>
    </message>
    <message>
        <source>Nudge by 1 mm</source>
        <translation>1 mm ずつ移動</translation>
    </message>
    <message>
        <source>Shift+arrow keys</source>
        <translation>Shift+矢印キー</translation>
    </message>
    <message>
        <source>Change the size by 0.1 mm</source>
        <translation>0.1 mm ずつサイズ変更</translation>
    </message>
    <message>
        <source>Alt+arrow keys</source>
        <translation>Alt+矢印キー</translation>
    </message>
    <message>
        <source>Keep the proportion, or 45° steps</source>
        <translation>縦横比を固定／45°刻み</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Shift+ドラッグ</translation>
    </message>
    <message>
        <source>Draw from the centre, or drag a copy</source>
        <translation>中心から作図／複製をドラッグ</translation>
    </message>
    <message>
        <source>Alt+drag</source>
        <translation>Alt+ドラッグ</translation>
    </message>
    <message>
        <source>Drag without snapping</source>
        <translation>スナップせずにドラッグ</translation>
    </message>
    <message>
        <source>Ctrl+drag</source>
        <translation>Ctrl+ドラッグ</translation>
    </message>
    <message>
        <source>Edit the text of a balloon</source>
        <translation>フキダシのセリフを編集</translation>
    </message>
    <message>
        <source>double click;Enter</source>
        <translation>ダブルクリック;Enter</translation>
    </message>
    <message>
        <source>Finish writing</source>
        <translation>入力を終了</translation>
    </message>
    <message>
        <source>Esc;Ctrl+Enter</source>
        <translation>Esc;Ctrl+Enter</translation>
    </message>
    <message>
        <source>Undo the drag, deselect, back to Select</source>
        <translation>ドラッグの中止、選択解除、選択ツールに戻る</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Select the next thing, or the one before</source>
        <translation>次または前のものを選択</translation>
    </message>
    <message>
        <source>Ctrl+Tab;Ctrl+Shift+Tab</source>
        <translation>Ctrl+Tab;Ctrl+Shift+Tab</translation>
    </message>
    <message>
        <source>Insert, cut or paint with the active tool, without the pointer</source>
        <translation>選択中のツールで追加、分割、塗り（キーボードのみ）</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Make the mask brush smaller or larger</source>
        <translation>マスクブラシを小さく、大きく</translation>
    </message>
    <message>
        <source>[;]</source>
        <translation>[;]</translation>
    </message>
    <message>
        <source>Erase with the mask brush, or paint again</source>
        <translation>マスクブラシで消す、また塗る</translation>
    </message>
    <message>
        <source>E;Alt+drag;right drag</source>
        <translation>E;Alt+ドラッグ;右ドラッグ</translation>
    </message>
    <message>
        <source>Clear the mask, with the mask brush</source>
        <translation>マスクブラシでマスクを消去</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
</context>
<context>
    <name>CharacterBoxItem</name>
    <message>
        <source>Nobody</source>
        <translation>未設定</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Change stacking</source>
        <translation>重なり順の変更</translation>
    </message>
    <message>
        <source>Add balloon</source>
        <translation>フキダシの追加</translation>
    </message>
    <message>
        <source>Edit text</source>
        <translation>セリフの編集</translation>
    </message>
    <message>
        <source>Change text style</source>
        <translation>文字スタイルの変更</translation>
    </message>
    <message>
        <source>Change balloon shape</source>
        <translation>フキダシの形の変更</translation>
    </message>
    <message>
        <source>Change balloon size</source>
        <translation>フキダシのサイズ変更</translation>
    </message>
    <message>
        <source>Change balloon line</source>
        <translation>フキダシの線の変更</translation>
    </message>
    <message>
        <source>Change tail</source>
        <translation>しっぽの変更</translation>
    </message>
    <message>
        <source>Change speaker</source>
        <translation>話し手の変更</translation>
    </message>
    <message>
        <source>Add character</source>
        <translation>キャラクターの追加</translation>
    </message>
    <message>
        <source>Remove character</source>
        <translation>キャラクターの削除</translation>
    </message>
    <message>
        <source>Move character</source>
        <translation>キャラクターの移動</translation>
    </message>
    <message>
        <source>Rename character</source>
        <translation>キャラクター名の変更</translation>
    </message>
    <message>
        <source>Change colour</source>
        <translation>色の変更</translation>
    </message>
    <message>
        <source>Edit description</source>
        <translation>説明の編集</translation>
    </message>
    <message>
        <source>Change strength</source>
        <translation>似せる強さの変更</translation>
    </message>
    <message>
        <source>Add reference</source>
        <translation>参照画像の追加</translation>
    </message>
    <message>
        <source>Remove reference</source>
        <translation>参照画像の削除</translation>
    </message>
    <message>
        <source>Replace reference</source>
        <translation>参照画像の差し替え</translation>
    </message>
    <message>
        <source>Move reference</source>
        <translation>参照画像の並べ替え</translation>
    </message>
    <message>
        <source>Crop reference</source>
        <translation>参照画像の切り抜き</translation>
    </message>
    <message numerus="yes">
        <source>Paste %n thing(s)</source>
        <translation>
            <numerusform>%n 個の貼り付け</numerusform>
        </translation>
    </message>
    <message>
        <source>Cut panel</source>
        <translation>コマの分割</translation>
    </message>
    <message>
        <source>Divide panel</source>
        <translation>コマの等分割</translation>
    </message>
    <message>
        <source>Merge panels</source>
        <translation>コマの結合</translation>
    </message>
    <message>
        <source>Add page</source>
        <translation>ページの追加</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n page(s)</source>
        <translation>
            <numerusform>%n ページの削除</numerusform>
        </translation>
    </message>
    <message>
        <source>Move page</source>
        <translation>ページの移動</translation>
    </message>
    <message>
        <source>Duplicate page</source>
        <translation>ページの複製</translation>
    </message>
    <message>
        <source>Change paper</source>
        <translation>用紙の変更</translation>
    </message>
    <message>
        <source>Change paper of new pages</source>
        <translation>新規ページの用紙の変更</translation>
    </message>
    <message>
        <source>Apply page template</source>
        <translation>ページテンプレートの適用</translation>
    </message>
    <message>
        <source>Change title</source>
        <translation>タイトルの変更</translation>
    </message>
    <message>
        <source>Change reading direction</source>
        <translation>綴じ方向の変更</translation>
    </message>
    <message>
        <source>Add panel</source>
        <translation>コマの追加</translation>
    </message>
    <message>
        <source>Change frame</source>
        <translation>コマ枠の変更</translation>
    </message>
    <message>
        <source>Change frame line</source>
        <translation>枠線の変更</translation>
    </message>
    <message>
        <source>Place character</source>
        <translation>キャラクターの配置</translation>
    </message>
    <message>
        <source>Change character box</source>
        <translation>キャラクター枠の変更</translation>
    </message>
    <message>
        <source>Move character to another panel</source>
        <translation>キャラクターを別のコマへ移動</translation>
    </message>
    <message>
        <source>Edit prompt</source>
        <translation>プロンプトの編集</translation>
    </message>
    <message>
        <source>Edit negative prompt</source>
        <translation>ネガティブプロンプトの編集</translation>
    </message>
    <message>
        <source>Change shot</source>
        <translation>ショットの変更</translation>
    </message>
    <message>
        <source>Change drawing settings</source>
        <translation>描画設定の変更</translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation>マスクの消去</translation>
    </message>
    <message>
        <source>Paint mask</source>
        <translation>マスクの描き込み</translation>
    </message>
    <message>
        <source>Accept take</source>
        <translation>テイクの採用</translation>
    </message>
    <message>
        <source>Show no take</source>
        <translation>テイクの非表示</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n take(s)</source>
        <translation>
            <numerusform>テイク %n 件の削除</numerusform>
        </translation>
    </message>
    <message>
        <source>Recall take</source>
        <translation>テイクの設定の呼び出し</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n thing(s)</source>
        <translation>
            <numerusform>%n 個の削除</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n thing(s)</source>
        <translation>
            <numerusform>%n 個の移動</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resize %n thing(s)</source>
        <translation>
            <numerusform>%n 個のサイズ変更</numerusform>
        </translation>
    </message>
    <message>
        <source>Align</source>
        <translation>整列</translation>
    </message>
    <message>
        <source>Distribute</source>
        <translation>等間隔に配置</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前の変更</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>非表示</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロック解除</translation>
    </message>
    <message numerus="yes">
        <source>Duplicate %n thing(s)</source>
        <translation>
            <numerusform>%n 個の複製</numerusform>
        </translation>
    </message>
    <message>
        <source>Change the work&apos;s drawing settings</source>
        <translation>作品の描画設定の変更</translation>
    </message>
    <message>
        <source>Add control picture</source>
        <translation>制御画像を追加</translation>
    </message>
    <message>
        <source>Change control picture</source>
        <translation>制御画像の変更</translation>
    </message>
    <message>
        <source>Remove control picture</source>
        <translation>制御画像の削除</translation>
    </message>
    <message>
        <source>Change repaint settings</source>
        <translation>部分描き直しの設定の変更</translation>
    </message>
    <message>
        <source>Extend picture</source>
        <translation>絵の拡張</translation>
    </message>
    <message>
        <source>Refine prompt</source>
        <translation>プロンプトを推敲</translation>
    </message>
    <message>
        <source>Plan panel</source>
        <translation>コマを計画</translation>
    </message>
    <message>
        <source>Plan page</source>
        <translation>ページを計画</translation>
    </message>
    <message>
        <source>Describe character</source>
        <translation>人物を説明</translation>
    </message>
    <message>
        <source>Translate dialogue</source>
        <translation>セリフを翻訳</translation>
    </message>
    <message>
        <source>Add region</source>
        <translation>領域を追加</translation>
    </message>
    <message>
        <source>Divide in columns</source>
        <translation>縦に分割</translation>
    </message>
    <message>
        <source>Divide in rows</source>
        <translation>横に分割</translation>
    </message>
    <message>
        <source>Move regions</source>
        <translation>領域を移動</translation>
    </message>
    <message>
        <source>Edit region prompt</source>
        <translation>領域のプロンプトを編集</translation>
    </message>
    <message>
        <source>Change region weight</source>
        <translation>領域の重みを変更</translation>
    </message>
    <message>
        <source>Change what regions share</source>
        <translation>領域の共通設定を変更</translation>
    </message>
    <message>
        <source>Remove all regions</source>
        <translation>領域をすべて削除</translation>
    </message>
    <message>
        <source>Take over a description</source>
        <translation>説明を採用</translation>
    </message>
    <message>
        <source>Take over a prompt</source>
        <translation>プロンプトを採用</translation>
    </message>
    <message>
        <source>Take over an edit</source>
        <translation>修正案を採用</translation>
    </message>
    <message>
        <source>Accept a proposal</source>
        <translation>提案を採用</translation>
    </message>
    <message>
        <source>Dismiss a proposal</source>
        <translation>提案を却下</translation>
    </message>
    <message>
        <source>Delete a conversation</source>
        <translation>会話を削除</translation>
    </message>
    <message>
        <source>Keep an answer</source>
        <translation>回答を残す</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Put %1 into this panel</source>
        <extracomment>%1 is a character&apos;s name; shown while its card is dragged over a panel</extracomment>
        <translation>%1をこのコマに配置</translation>
    </message>
    <message numerus="yes">
        <source>Add %n picture(s) as reference of %1</source>
        <translation>
            <numerusform>画像 %n 枚を%1の参照画像に追加</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n picture(s) as take of this panel</source>
        <translation>
            <numerusform>画像 %n 枚をこのコマのテイクに追加</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EndpointWords</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>an endpoint&apos;s name and its model</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 – texts go to %2</source>
        <extracomment>an endpoint&apos;s name and its host</extracomment>
        <translation>%1 – 文章は %2 へ送られます</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>A&amp;rrange</source>
        <translation>整列(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>ページ(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Draw</source>
        <translation>描画(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>ツール(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>ウィンドウ(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>P&amp;lan</source>
        <translation>計画(&amp;L)</translation>
    </message>
</context>
<context>
    <name>ObjectsModel</name>
    <message>
        <source>Panel %1</source>
        <translation>コマ %1</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>未設定の人物</translation>
    </message>
    <message>
        <source>Empty balloon</source>
        <translation>空のフキダシ</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>領域 %1</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
</context>
<context>
    <name>PageItem</name>
    <message>
        <source>Ctrl+Enter to draw</source>
        <translation>Ctrl+Enterで描画</translation>
    </message>
    <message>
        <source>The picture of this panel is missing or damaged.</source>
        <translation>このコマの画像がないか、破損しています。</translation>
    </message>
    <message>
        <source>Ctrl+Enter draws it again, or accept another take.</source>
        <translation>Ctrl+Enterで描画し直すか、別のテイクを採用してください。</translation>
    </message>
</context>
<context>
    <name>PageTemplates</name>
    <message>
        <source>One panel</source>
        <translation>1コマ</translation>
    </message>
    <message>
        <source>Four in a column</source>
        <translation>4コマ</translation>
    </message>
    <message>
        <source>Five panels</source>
        <translation>5コマ</translation>
    </message>
    <message>
        <source>Six panels</source>
        <translation>6コマ</translation>
    </message>
    <message>
        <source>Large first panel</source>
        <translation>最初が大ゴマ</translation>
    </message>
    <message>
        <source>Large last panel</source>
        <translation>最後が大ゴマ</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Doujin B5</source>
        <translation>同人誌 B5</translation>
    </message>
    <message>
        <source>The usual size of self-published books.</source>
        <translation>同人誌の標準サイズです。</translation>
    </message>
    <message>
        <source>Doujin A5</source>
        <translation>同人誌 A5</translation>
    </message>
    <message>
        <source>A smaller book that fits every shelf.</source>
        <translation>どの本棚にも収まる小さめの判型です。</translation>
    </message>
    <message>
        <source>Commercial B4 manuscript</source>
        <translation>商業誌 B4原稿</translation>
    </message>
    <message>
        <source>What magazines ask for; printed at about 82 % of its size.</source>
        <translation>商業誌の標準原稿。約82 %に縮小して印刷されます。</translation>
    </message>
    <message>
        <source>Submission sheet B4</source>
        <translation>投稿用 B4原稿</translation>
    </message>
    <message>
        <source>The classic sheet for contests and editors.</source>
        <translation>新人賞や持ち込みの定番サイズです。</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>For printers at home and in the office.</source>
        <translation>家庭やオフィスのプリンター向け。</translation>
    </message>
    <message>
        <source>%1 × %2 mm</source>
        <extracomment>Width and height of a sheet.</extracomment>
        <translation>%1 × %2 mm</translation>
    </message>
</context>
<context>
    <name>PreviewItem</name>
    <message>
        <source>Preparing…</source>
        <translation>準備中…</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>ステップ %1 / %2</translation>
    </message>
    <message>
        <source>Step %1 of %2 · %3 s left</source>
        <translation>ステップ %1 / %2・残り %3 秒</translation>
    </message>
    <message>
        <source>Step %1 of %2 · %3 min left</source>
        <translation>ステップ %1 / %2・残り %3 分</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Backspace</source>
        <translation>Backspace</translation>
    </message>
</context>
<context>
    <name>RecentModel</name>
    <message>
        <source>Today, %1</source>
        <extracomment>%1 is the time of the day.</extracomment>
        <translation>今日 %1</translation>
    </message>
    <message>
        <source>Yesterday, %1</source>
        <translation>昨日 %1</translation>
    </message>
</context>
<context>
    <name>RegionItem</name>
    <message>
        <source>no words yet</source>
        <translation>プロンプトなし</translation>
    </message>
</context>
<context>
    <name>Things</name>
    <message>
        <source>Panel %1</source>
        <translation>コマ %1</translation>
    </message>
    <message>
        <source>Character box</source>
        <translation>キャラクター枠</translation>
    </message>
    <message>
        <source>Empty balloon</source>
        <translation>空のフキダシ</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>領域 %1</translation>
    </message>
</context>
<context>
    <name>koma::ui::AboutDialog</name>
    <message>
        <source>About Komawari</source>
        <translation>Komawariについて</translation>
    </message>
    <message>
        <source>Komawari stands on the work of others:</source>
        <translation>Komawariは次のソフトウェアに支えられています：</translation>
    </message>
    <message>
        <source>Built with</source>
        <translation>使用ソフトウェア</translation>
    </message>
    <message>
        <source>Komawari itself is free software under the Apache License 2.0:</source>
        <translation>Komawari本体はApache License 2.0に基づくフリーソフトウェアです：</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>The fonts for dialogue may be embedded in any book, under the SIL Open Font License 1.1:</source>
        <translation>セリフ用フォントはSIL Open Font License 1.1により、どの書籍にも埋め込めます：</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>フォント</translation>
    </message>
    <message>
        <source>What the embedded model can and cannot do:</source>
        <extracomment>&quot;mini&quot; is the name of the embedded model.</extracomment>
        <translation>内蔵モデルにできること、できないこと：</translation>
    </message>
    <message>
        <source>The model mini</source>
        <translation>モデル「mini」</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>バージョン %1</translation>
    </message>
    <message>
        <source>A manga studio that works offline: nothing you draw leaves this machine.</source>
        <translation>オフラインで動くマンガ制作スタジオ。作品がこのパソコンの外に出ることはありません。</translation>
    </message>
</context>
<context>
    <name>koma::ui::AdvancedForm</name>
    <message>
        <source>Sampler</source>
        <translation>サンプラー</translation>
    </message>
    <message>
        <source>Noise levels</source>
        <extracomment>the sizes of the steps from noise to picture</extracomment>
        <translation>ノイズの配分</translation>
    </message>
    <message>
        <source>Step spacing</source>
        <extracomment>which of a model&apos;s steps are taken when there are fewer</extracomment>
        <translation>ステップの間隔</translation>
    </message>
    <message>
        <source>Clip skip</source>
        <translation>CLIPスキップ</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>層</translation>
    </message>
    <message>
        <source>Tame guidance</source>
        <translation>ガイダンスの抑制</translation>
    </message>
    <message>
        <source>Weights in prompts: (word:1.2)</source>
        <translation>プロンプトの重み付け：(単語:1.2)</translation>
    </message>
    <message>
        <source>This model has one sampler of its own.</source>
        <translation>このモデルには専用のサンプラーがあります。</translation>
    </message>
    <message>
        <source>Model’s own</source>
        <translation>モデルの既定値</translation>
    </message>
    <message>
        <source>How many of the text encoder’s last layers are left out besides the usual.</source>
        <translation>テキストエンコーダーの最後の層を、通常よりいくつ多く省くか。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Takes back the burnt contrast that strong guidance brings.</source>
        <translation>強いガイダンスで出る、焼き付いたようなコントラストを抑えます。</translation>
    </message>
    <message>
        <source>Brackets and numbers in a prompt make words weigh more or less.</source>
        <translation>プロンプトの括弧と数字で、言葉の重みを変えます。</translation>
    </message>
    <message>
        <source>By which method the noise is taken away.</source>
        <translation>ノイズを取り除く方法。</translation>
    </message>
    <message>
        <source>How much noise each step takes away.</source>
        <translation>各ステップで取り除くノイズの量。</translation>
    </message>
    <message>
        <source>Which of the model’s steps are taken when there are fewer.</source>
        <translation>ステップ数が少ないとき、モデルのどのステップを使うか。</translation>
    </message>
</context>
<context>
    <name>koma::ui::AgentForm</name>
    <message>
        <source>Language agent</source>
        <extracomment>a language model that fits the characters to the prompt</extracomment>
        <translation>言語エージェント</translation>
    </message>
    <message>
        <source>Its share</source>
        <extracomment>how much the language agent counts</extracomment>
        <translation>効き具合</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>As the work (%1)</source>
        <translation>作品と同じ（%1）</translation>
    </message>
    <message>
        <source>Usual (%1)</source>
        <translation>標準（%1）</translation>
    </message>
    <message>
        <source>A language model reads the prompt and fits the characters to it. Slower, and takes memory.</source>
        <translation>言語モデルがプロンプトを読み、キャラクターをそれに合わせます。時間とメモリが余分にかかります。</translation>
    </message>
    <message>
        <source>Switch the language agent on to use it.</source>
        <translation>使うには言語エージェントをオンにしてください。</translation>
    </message>
    <message>
        <source>How far the agent may change the characters: 0 % not at all, 100 % as it likes.</source>
        <translation>エージェントがキャラクターをどこまで変えてよいか：0 %で変えず、100 %で任せます。</translation>
    </message>
    <message>
        <source>With the agent about %1, but only %2 is free: it is read from the disk layer by layer, slower.</source>
        <extracomment>%1 and %2 are amounts of memory as &quot;6.1 GB&quot;</extracomment>
        <translation>エージェントを使うと約%1必要ですが、空きは%2です。ディスクから層ごとに読み込むため、遅くなります。</translation>
    </message>
    <message>
        <source>With the agent about %1, but only %2 is free.</source>
        <extracomment>%1 and %2 are amounts of memory as &quot;6.1 GB&quot;</extracomment>
        <translation>エージェントを使うと約%1必要ですが、空きは%2です。</translation>
    </message>
    <message>
        <source>With the agent about %1 of %2 free memory.</source>
        <extracomment>%1 and %2 are amounts of memory as &quot;6.1 GB&quot;</extracomment>
        <translation>エージェントを使うと、空きメモリ%2のうち約%1を使います。</translation>
    </message>
</context>
<context>
    <name>koma::ui::AskBar</name>
    <message>
        <source>&amp;Ask</source>
        <translation>質問(&amp;A)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>中止(&amp;T)</translation>
    </message>
    <message>
        <source>Your question or wish</source>
        <translation>質問または希望</translation>
    </message>
    <message>
        <source>Deletes this conversation; one undo brings it back</source>
        <translation>この会話を削除します。元に戻すと戻ります</translation>
    </message>
    <message>
        <source>Stops the answer; nothing is kept of it</source>
        <translation>回答を止めます。何も残りません</translation>
    </message>
    <message>
        <source>Ask, or say what should be different</source>
        <translation>質問、または変えたいこと</translation>
    </message>
</context>
<context>
    <name>koma::ui::AssistantActions</name>
    <message>
        <source>The mask could not be kept.</source>
        <translation>マスクを保存できませんでした。</translation>
    </message>
</context>
<context>
    <name>koma::ui::AssistantDock</name>
    <message>
        <source>Who is asked</source>
        <translation>質問する相手</translation>
    </message>
    <message>
        <source>Language models…</source>
        <translation>言語モデル…</translation>
    </message>
    <message>
        <source>Which servers are asked, and their keys</source>
        <translation>どのサーバーに尋ねるか、そのキー</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>コマ</translation>
    </message>
    <message>
        <source>Ask a language model about a panel: what it shows, how to word its prompt, why it came out otherwise. Set a model up first; those on this machine are found by themselves.</source>
        <translation>コマについて言語モデルに尋ねます。何が描かれているか、プロンプトの書き方、なぜ違う絵になったか。まずモデルを設定してください。このコンピューター上のものは自動で見つかります。</translation>
    </message>
    <message>
        <source>Select a panel on the page, or somebody in the cast, to talk about it.</source>
        <translation>話したいコマをページで、または人物をキャストで選んでください。</translation>
    </message>
    <message>
        <source>No language model is set up</source>
        <translation>言語モデルが設定されていません</translation>
    </message>
    <message>
        <source>It is still answering</source>
        <translation>まだ回答中です</translation>
    </message>
    <message>
        <source>This is asked of panels</source>
        <translation>コマについて尋ねるものです</translation>
    </message>
    <message>
        <source>The panel has no picture yet; draw it first</source>
        <translation>このコマにはまだ絵がありません。先に描いてください</translation>
    </message>
    <message>
        <source>There is no reference picture</source>
        <translation>参照画像がありません</translation>
    </message>
    <message>
        <source>The model cannot see pictures</source>
        <translation>このモデルは画像を見られません</translation>
    </message>
    <message>
        <source>Nothing is masked; paint with the mask brush first</source>
        <translation>マスクがありません。先にマスクブラシで塗ってください</translation>
    </message>
    <message>
        <source>Nothing has been said yet. Write a question, or press one of the buttons; nothing changes before you accept it.</source>
        <translation>まだ何も話していません。質問を書くか、ボタンを押してください。採用するまで何も変わりません。</translation>
    </message>
    <message>
        <source>What you ask goes to a server elsewhere, with the picture that it is about.</source>
        <translation>質問はその画像とともに外部のサーバーへ送られます。</translation>
    </message>
    <message>
        <source>This model cannot see pictures: it refines prompts and answers from the words alone.</source>
        <translation>このモデルは画像を見られません。言葉だけからプロンプトを整え、答えます。</translation>
    </message>
    <message>
        <source>It is still answering about something else.</source>
        <translation>ほかのことについてまだ回答中です。</translation>
    </message>
    <message>
        <source>What was asked about is not there any more; the answer has no place.</source>
        <translation>質問の対象がなくなったため、回答を置く場所がありません。</translation>
    </message>
</context>
<context>
    <name>koma::ui::AssistantTerms</name>
    <message>
        <source>Describe</source>
        <translation>説明する</translation>
    </message>
    <message>
        <source>Refine description</source>
        <translation>説明を整える</translation>
    </message>
    <message>
        <source>Refine prompt</source>
        <translation>プロンプトを整える</translation>
    </message>
    <message>
        <source>Similar panel</source>
        <translation>似たコマ</translation>
    </message>
    <message>
        <source>Propose edit</source>
        <translation>修正を提案</translation>
    </message>
    <message>
        <source>Fill the mask</source>
        <translation>マスクを埋める</translation>
    </message>
    <message>
        <source>Why not?</source>
        <translation>なぜ違う？</translation>
    </message>
    <message>
        <source>Asks about the picture (Ctrl+Enter)</source>
        <translation>画像について質問します（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>The model says what the picture shows</source>
        <translation>何が描かれているかをモデルが述べます</translation>
    </message>
    <message>
        <source>Better words for the person; the words below say what should be different</source>
        <translation>人物のよりよい説明。変えたいことは下に書きます</translation>
    </message>
    <message>
        <source>Better words for the panel; the words below say what should be different</source>
        <translation>コマのよりよいプロンプト。変えたいことは下に書きます</translation>
    </message>
    <message>
        <source>A prompt for another picture like this one, to be drawn from it; the words below say what may vary</source>
        <translation>この絵をもとに似た絵を描くためのプロンプト。変えてよいことは下に書きます</translation>
    </message>
    <message>
        <source>Write below what is to be changed: the model says where, and you get a mask and a prompt</source>
        <translation>変えたいことを下に書くと、モデルが場所を示し、マスクとプロンプトができます</translation>
    </message>
    <message>
        <source>The model imagines what belongs where the mask is</source>
        <translation>マスクの場所に何があるべきかをモデルが想像します</translation>
    </message>
    <message>
        <source>Why the picture does not keep to its boxes and its prompt</source>
        <translation>絵がボックスやプロンプトに従っていない理由</translation>
    </message>
    <message>
        <source>Draw it</source>
        <translation>描く</translation>
    </message>
    <message>
        <source>Mask it</source>
        <translation>マスクにする</translation>
    </message>
    <message>
        <source>Use as description</source>
        <translation>説明として使う</translation>
    </message>
    <message>
        <source>Use prompt</source>
        <translation>プロンプトを使う</translation>
    </message>
    <message>
        <source>Draws another take from this picture with these words</source>
        <translation>この絵とこの言葉から別のテイクを描きます</translation>
    </message>
    <message>
        <source>The marked part becomes the mask, the words the prompt; nothing is drawn before you say so</source>
        <translation>印の部分がマスクに、言葉がプロンプトになります。指示するまで何も描きません</translation>
    </message>
    <message>
        <source>These words become the description; one undo brings the old ones back</source>
        <translation>この言葉が説明になります。元に戻すと前の言葉に戻ります</translation>
    </message>
    <message>
        <source>These words become the panel’s prompt; one undo brings the old ones back</source>
        <translation>この言葉がコマのプロンプトになります。元に戻すと前の言葉に戻ります</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>採用済み</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>自信なし</translation>
    </message>
    <message>
        <source>rather sure</source>
        <translation>ある程度確か</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>確か</translation>
    </message>
</context>
<context>
    <name>koma::ui::BalloonTool</name>
    <message>
        <source>A balloon is at least %1 wide and high. Draw it larger.</source>
        <translation>フキダシは幅・高さとも %1 以上必要です。もっと大きく描いてください。</translation>
    </message>
    <message>
        <source>Change tail</source>
        <translation>しっぽの変更</translation>
    </message>
    <message>
        <source>Select a panel first: the balloon goes into it.</source>
        <translation>先にフキダシを入れるコマを選択してください。</translation>
    </message>
    <message>
        <source>Release where the mouth is. Back inside the balloon the tail goes away.</source>
        <translation>口元で離します。フキダシの中に戻すとしっぽは消えます。</translation>
    </message>
    <message>
        <source>Shift makes it round, Alt draws from the centre, Space moves it, Esc puts nothing.</source>
        <translation>Shift：正円&#x3000;Alt：中心から&#x3000;Space：移動&#x3000;Esc：中止</translation>
    </message>
    <message>
        <source>Drag out of the balloon for a tail, with Alt for another one. Enter writes its text.</source>
        <translation>フキダシから外へドラッグするとしっぽが付きます。Altで追加、Enterでセリフを入力します。</translation>
    </message>
    <message>
        <source>Drag a balloon. %1: the key 3 goes to the next shape. Enter puts one into the selected panel.</source>
        <translation>ドラッグでフキダシを作成。%1：3キーで次の形へ。Enterで選択中のコマに追加します。</translation>
    </message>
</context>
<context>
    <name>koma::ui::CanvasDrops</name>
    <message>
        <source>The mask could not be kept.</source>
        <translation>マスクを保存できませんでした。</translation>
    </message>
</context>
<context>
    <name>koma::ui::CardDelegate</name>
    <message>
        <source>Strength %1 %</source>
        <translation>強さ %1 %</translation>
    </message>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
</context>
<context>
    <name>koma::ui::CastDock</name>
    <message>
        <source>Nobody here yet. Drop a picture of your hero, or add a character.</source>
        <translation>まだ誰もいません。主人公の画像をドロップするか、キャラクターを追加してください。</translation>
    </message>
    <message>
        <source>Add character</source>
        <translation>キャラクターを追加</translation>
    </message>
    <message>
        <source>Add somebody and give them a name</source>
        <translation>キャラクターを追加して名前を付けます</translation>
    </message>
    <message>
        <source>Add character (Insert)</source>
        <translation>キャラクターを追加 (Insert)</translation>
    </message>
    <message>
        <source>Add pictures…</source>
        <translation>画像を追加…</translation>
    </message>
    <message>
        <source>Add characters from picture files (Ctrl+O)</source>
        <translation>画像ファイルからキャラクターを追加 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Remove character</source>
        <translation>キャラクターを削除</translation>
    </message>
    <message>
        <source>Remove the chosen character (Del)</source>
        <translation>選択したキャラクターを削除 (Del)</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>画像を貼り付け</translation>
    </message>
    <message>
        <source>Paste as reference</source>
        <translation>参照画像として貼り付け</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Character %1</source>
        <extracomment>Name of a new member of the cast; %1 is a number.</extracomment>
        <translation>キャラクター %1</translation>
    </message>
    <message>
        <source>New character</source>
        <translation>新規キャラクター</translation>
    </message>
</context>
<context>
    <name>koma::ui::CastModel</name>
    <message>
        <source>Unnamed</source>
        <translation>名称未設定</translation>
    </message>
    <message>
        <source>Drag onto a panel to place %1 there. Drop pictures here as references.</source>
        <translation>コマにドラッグすると%1を配置します。画像をここにドロップすると参照画像になります。</translation>
    </message>
    <message numerus="yes">
        <source>%n reference(s)</source>
        <translation>
            <numerusform>参照画像 %n 枚</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::CastView</name>
    <message>
        <source>Cast</source>
        <translation>キャスト</translation>
    </message>
    <message>
        <source>Reference of %1</source>
        <translation>%1の参照画像</translation>
    </message>
    <message>
        <source>New character</source>
        <translation>新規キャラクター</translation>
    </message>
</context>
<context>
    <name>koma::ui::CharacterBoxTool</name>
    <message>
        <source>Nobody is in the cast yet. Add a character to the cast first.</source>
        <translation>キャストにまだ誰もいません。先にキャラクターを追加してください。</translation>
    </message>
    <message>
        <source>Draw the box inside a panel.</source>
        <translation>キャラクター枠はコマの中に描いてください。</translation>
    </message>
    <message>
        <source>Draw the box larger: it is where the head and body stand.</source>
        <translation>もっと大きく描いてください。頭と体が入る枠です。</translation>
    </message>
    <message>
        <source>Select a panel first: the box goes into it.</source>
        <translation>先にキャラクター枠を入れるコマを選択してください。</translation>
    </message>
    <message>
        <source>The head comes to the upper part of the box. Space moves it, Esc puts nothing.</source>
        <translation>頭は枠の上側に来ます。Space：移動&#x3000;Esc：中止</translation>
    </message>
    <message>
        <source>Drag a box where %1 stands, or click for a bust. Enter puts one into the selected panel.</source>
        <translation>%1が立つ位置をドラッグ、クリックでバストショット。Enterで選択中のコマに追加します。</translation>
    </message>
</context>
<context>
    <name>koma::ui::CharacterDetails</name>
    <message>
        <source>Back to the cast</source>
        <translation>キャストに戻る</translation>
    </message>
    <message>
        <source>Back to the cast (Esc)</source>
        <translation>キャストに戻る (Esc)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>How the script and the boxes call this person</source>
        <translation>台本やキャラクター枠に表示する名前です</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Colour of this person&apos;s boxes on the page</source>
        <translation>ページ上のキャラクター枠の色です</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>Short black hair, round glasses, school uniform</source>
        <translation>例：黒髪ショート、丸眼鏡、制服</translation>
    </message>
    <message>
        <source>These words join the prompt of every panel with this person</source>
        <translation>この人物がいるすべてのコマのプロンプトに加わります</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>似せる強さ</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>How much a new box looks like the references</source>
        <translation>新しい枠をどのくらい参照画像に似せるか</translation>
    </message>
    <message>
        <source>Add pictures…</source>
        <translation>画像を追加…</translation>
    </message>
    <message>
        <source>Add pictures from files (Ctrl+O)</source>
        <translation>ファイルから画像を追加 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Paste a picture as a reference (Ctrl+Shift+R)</source>
        <translation>画像を参照画像として貼り付け (Ctrl+Shift+R)</translation>
    </message>
    <message>
        <source>Crop…</source>
        <translation>切り抜き…</translation>
    </message>
    <message>
        <source>Choose the part that counts (Enter)</source>
        <translation>参照する部分を選択 (Enter)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Remove this reference (Del)</source>
        <translation>この参照画像を削除 (Del)</translation>
    </message>
    <message>
        <source>References</source>
        <translation>参照画像</translation>
    </message>
    <message>
        <source>Two or three pictures from different sides work best.</source>
        <translation>向きの違う画像を2～3枚使うと効果的です。</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>前へ</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>後ろへ</translation>
    </message>
    <message>
        <source>Paste as reference</source>
        <translation>参照画像として貼り付け</translation>
    </message>
    <message>
        <source>Colour of %1&apos;s boxes</source>
        <translation>%1の枠の色</translation>
    </message>
    <message>
        <source>New reference of %1</source>
        <translation>%1の新しい参照画像</translation>
    </message>
</context>
<context>
    <name>koma::ui::CharacterRow</name>
    <message>
        <source>Likeness</source>
        <translation>似せる強さ</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表情</translation>
    </message>
    <message>
        <source>Pose</source>
        <translation>ポーズ</translation>
    </message>
    <message>
        <source>Facing</source>
        <translation>向き</translation>
    </message>
    <message>
        <source>Not in the cast any more</source>
        <translation>キャストにいません</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>名称未設定</translation>
    </message>
    <message>
        <source>Take %1 out of this panel</source>
        <translation>%1をこのコマから外す</translation>
    </message>
    <message>
        <source>This model takes no reference pictures; descriptions join the prompt.</source>
        <translation>このモデルは参照画像を使いません。説明がプロンプトに加わります。</translation>
    </message>
    <message>
        <source>This model takes expression, pose and facing from the prompt only.</source>
        <translation>このモデルでは、表情・ポーズ・向きはプロンプトで指定します。</translation>
    </message>
    <message>
        <source>How strongly the references lead the drawing.</source>
        <translation>参照画像をどのくらい強く絵に反映するか。</translation>
    </message>
    <message>
        <source>Choose an expression or write one.</source>
        <translation>表情を選ぶか、入力してください。</translation>
    </message>
    <message>
        <source>Choose a pose or write one.</source>
        <translation>ポーズを選ぶか、入力してください。</translation>
    </message>
    <message>
        <source>Where this person looks, as we see it.</source>
        <translation>こちらから見た、この人物の向きです。</translation>
    </message>
    <message>
        <source>Phrase</source>
        <translation>呼び名</translation>
    </message>
    <message>
        <source>Phrase, such as “a girl in a red coat”</source>
        <translation>呼び名（例：“a girl in a red coat”）</translation>
    </message>
    <message>
        <source>The place is found by this phrase: write it into the prompt word for word.</source>
        <translation>この言葉から場所を探します。プロンプトにも同じ言葉を書いてください。</translation>
    </message>
    <message>
        <source>What the prompt calls this person; the subject adapter reads it with the pictures.</source>
        <translation>プロンプトでのこの人物の呼び方です。被写体アダプターが画像とともに読みます。</translation>
    </message>
    <message>
        <source>Who this is here, in a few words. It joins the prompt.</source>
        <translation>ここでのこの人物を短い言葉で。プロンプトに加わります。</translation>
    </message>
</context>
<context>
    <name>koma::ui::ControlList</name>
    <message>
        <source>A sketch, pose, depth or edge picture can lead the drawing. Drop one here or add it.</source>
        <translation>ラフ・ポーズ・深度・輪郭の画像で絵を導けます。ここにドロップするか追加してください。</translation>
    </message>
    <message>
        <source>Add control picture</source>
        <translation>制御画像を追加</translation>
    </message>
    <message>
        <source>A picture that leads the drawing</source>
        <translation>描画を導く画像</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>ファイルから…</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <translation>クリップボードから</translation>
    </message>
    <message>
        <source>From a take of this panel</source>
        <translation>このコマのテイクから</translation>
    </message>
    <message>
        <source>Take %1, on the page</source>
        <translation>テイク%1（ページに表示中）</translation>
    </message>
    <message>
        <source>Take %1</source>
        <translation>テイク%1</translation>
    </message>
</context>
<context>
    <name>koma::ui::ControlRow</name>
    <message>
        <source>ControlNet</source>
        <translation>ControlNet</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>前処理</translation>
    </message>
    <message>
        <source>Strength</source>
        <extracomment>how strongly a control picture leads</extracomment>
        <translation>強さ</translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>of the steps, in percent</extracomment>
        <translation>開始</translation>
    </message>
    <message>
        <source>Until</source>
        <extracomment>of the steps, in percent</extracomment>
        <translation>終了</translation>
    </message>
    <message>
        <source>Control picture</source>
        <translation>制御画像</translation>
    </message>
    <message>
        <source>Draw without this control picture</source>
        <translation>この制御画像を使わずに描く</translation>
    </message>
    <message>
        <source>How strictly the drawing keeps to the picture.</source>
        <translation>どれだけ厳密に画像に従うか。</translation>
    </message>
    <message>
        <source>From which part of the steps the picture leads.</source>
        <translation>画像が描画を導き始めるステップの位置。</translation>
    </message>
    <message>
        <source>Until which part of the steps the picture leads; the rest is free.</source>
        <translation>画像が描画を導き終えるステップの位置。残りは自由に描きます。</translation>
    </message>
    <message>
        <source>Choose a ControlNet that reads this picture.</source>
        <translation>この画像を読むControlNetを選んでください。</translation>
    </message>
    <message>
        <source>Which ControlNet reads the picture.</source>
        <translation>画像を読むControlNet。</translation>
    </message>
    <message>
        <source>What is made of the picture first.</source>
        <translation>画像に最初に行う処理。</translation>
    </message>
</context>
<context>
    <name>koma::ui::ConversationView</name>
    <message>
        <source>Conversation</source>
        <translation>会話</translation>
    </message>
</context>
<context>
    <name>koma::ui::CropDialog</name>
    <message>
        <source>Crop a reference of %1</source>
        <translation>%1の参照画像を切り抜き</translation>
    </message>
    <message>
        <source>Crop a reference</source>
        <translation>参照画像を切り抜き</translation>
    </message>
    <message>
        <source>The drawing model sees only what is inside: best the head and shoulders, or the whole figure, of one person.</source>
        <translation>モデルが見るのは枠の中だけです。1人の顔と肩、または全身を囲むと効果的です。</translation>
    </message>
    <message>
        <source>Arrow keys move the frame, with Alt they change its size, with Shift in large steps.</source>
        <translation>矢印キーで枠を移動、Alt併用でサイズ変更、Shift併用で大きく動きます。</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>切り抜き</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>画像全体</translation>
    </message>
    <message>
        <source>Keep this part (Enter)</source>
        <translation>この部分を使う (Enter)</translation>
    </message>
    <message>
        <source>Let all of the picture count</source>
        <translation>画像全体を使います</translation>
    </message>
    <message>
        <source>%1 % wide, %2 % high</source>
        <translation>幅 %1 %、高さ %2 %</translation>
    </message>
</context>
<context>
    <name>koma::ui::CropView</name>
    <message>
        <source>Part of the picture that counts</source>
        <translation>参照する部分</translation>
    </message>
</context>
<context>
    <name>koma::ui::DialogActions</name>
    <message>
        <source>Page setup</source>
        <translation>用紙設定</translation>
    </message>
</context>
<context>
    <name>koma::ui::DifferenceTable</name>
    <message>
        <source>Where</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>What</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>変更点</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>koma::ui::DifferenceWords</name>
    <message>
        <source>Work</source>
        <translation>作品</translation>
    </message>
    <message>
        <source>Page %1, panel %2, balloon %3</source>
        <translation>ページ %1、コマ %2、フキダシ %3</translation>
    </message>
    <message>
        <source>Page %1, panel %2</source>
        <translation>ページ %1、コマ %2</translation>
    </message>
    <message>
        <source>Page %1, balloon %2</source>
        <translation>ページ %1、フキダシ %2</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>ページ %1</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>コマ</translation>
    </message>
    <message>
        <source>Balloon</source>
        <translation>フキダシ</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>登場人物</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>タイトル</translation>
    </message>
    <message>
        <source>Reading direction</source>
        <translation>読む方向</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>台本</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>用紙</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>References</source>
        <translation>参照画像</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>枠</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>除外する内容</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>ショット</translation>
    </message>
    <message>
        <source>Base prompt</source>
        <translation>基本プロンプト</translation>
    </message>
    <message>
        <source>Share of the base prompt</source>
        <translation>基本プロンプトの割合</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>Text direction</source>
        <translation>文字の方向</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>話者</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>会話</translation>
    </message>
</context>
<context>
    <name>koma::ui::DrawBar</name>
    <message>
        <source>Draw panel</source>
        <translation>コマを描画</translation>
    </message>
    <message>
        <source>Draw page</source>
        <translation>ページを描画</translation>
    </message>
    <message>
        <source>Takes: </source>
        <extracomment>before a number, in a small field</extracomment>
        <translation>テイク数：</translation>
    </message>
    <message>
        <source>How many takes</source>
        <translation>テイク数</translation>
    </message>
    <message>
        <source>How many takes to draw. Each lands in the takes as soon as it is done.</source>
        <translation>描画するテイクの数です。描き上がるたびにテイクに加わります。</translation>
    </message>
    <message>
        <source>Draw every panel of this page in reading order, in the background (%1)</source>
        <translation>このページのすべてのコマを、読む順にバックグラウンドで描画 (%1)</translation>
    </message>
    <message>
        <source>Stop drawing this panel</source>
        <translation>このコマの描画を中止</translation>
    </message>
    <message>
        <source>Draw this panel (%1); with %2 before everything that waits</source>
        <translation>このコマを描画 (%1)。%2 なら待機中のすべてより先に描画</translation>
    </message>
    <message numerus="yes">
        <source>%n take(s) waiting</source>
        <translation>
            <numerusform>%n テイク待機中</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>モデルを読み込み中…</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>ステップ %1 / %2</translation>
    </message>
    <message>
        <source>Step %1 of %2, %3</source>
        <extracomment>%3 is a time, as &quot;12 s left&quot;</extracomment>
        <translation>ステップ %1 / %2、%3</translation>
    </message>
    <message>
        <source>Previews</source>
        <extracomment>how pictures are shown while they are drawn</extracomment>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>Off</source>
        <extracomment>no previews</extracomment>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>速い</translation>
    </message>
    <message>
        <source>Tiny autoencoder</source>
        <translation>小型オートエンコーダー</translation>
    </message>
    <message>
        <source>How previews are made</source>
        <translation>プレビューの作り方</translation>
    </message>
    <message>
        <source>Sharper, and a little slower</source>
        <translation>より鮮明で、少し遅くなります</translation>
    </message>
    <message>
        <source>Put a TAESD file into the model folders for it.</source>
        <translation>使うにはTAESDファイルをモデルのフォルダーに入れてください。</translation>
    </message>
    <message>
        <source>Repaint mask</source>
        <translation>マスクを描き直す</translation>
    </message>
    <message>
        <source>Draw what is masked anew (%1); with %2 before everything that waits</source>
        <translation>マスクした部分を描き直します（%1）。%2で待機中のものより先に描きます</translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n件の警告</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::DrawingForm</name>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Steps</source>
        <extracomment>noun: how many times the picture is refined</extracomment>
        <translation>ステップ数</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>ステップ</translation>
    </message>
    <message>
        <source>Guidance</source>
        <extracomment>how strictly the model follows the prompt</extracomment>
        <translation>ガイダンス</translation>
    </message>
    <message>
        <source>Model’s own</source>
        <translation>モデルの既定値</translation>
    </message>
    <message>
        <source>More steps take longer and work out more.</source>
        <translation>多いほど時間はかかりますが、細部まで描き込まれます。</translation>
    </message>
    <message>
        <source>How strictly the model keeps to the prompt.</source>
        <translation>プロンプトにどのくらい忠実に従うか。</translation>
    </message>
    <message>
        <source>The model “%1” is not there. Choose another one.</source>
        <translation>モデル「%1」が見つかりません。別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>Size</source>
        <extracomment>how large the picture is</extracomment>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Sides of the picture, of what the model draws best. Smaller is faster and takes less memory.</source>
        <translation>モデルが最も得意な大きさに対する絵の辺の割合。小さいほど速く、メモリも少なくて済みます。</translation>
    </message>
    <message>
        <source>Advanced</source>
        <extracomment>settings that few need</extracomment>
        <translation>詳細設定</translation>
    </message>
    <message>
        <source>As the work (%1)</source>
        <extracomment>%1 a model: the one that the whole work is drawn with</extracomment>
        <translation>作品と同じ（%1）</translation>
    </message>
    <message>
        <source>Likeness</source>
        <extracomment>how much everybody in the panel looks like their reference pictures</extracomment>
        <translation>似せる強さ</translation>
    </message>
    <message>
        <source>How strongly the references of everybody here lead the drawing, times each one’s own likeness.</source>
        <translation>全員の参照画像をどれだけ絵に反映させるか。それぞれの似せる強さに掛け合わせます。</translation>
    </message>
    <message>
        <source>This model takes no reference pictures.</source>
        <translation>このモデルは参照画像を使いません。</translation>
    </message>
</context>
<context>
    <name>koma::ui::DrawingWords</name>
    <message>
        <source>Model’s own</source>
        <translation>モデルの既定値</translation>
    </message>
    <message>
        <source>Plain</source>
        <extracomment>a schedule of noise that is taken as it is</extracomment>
        <translation>標準</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Leading</source>
        <extracomment>how steps are spread over the schedule: the first ones of each part</extracomment>
        <translation>先頭寄り</translation>
    </message>
    <message>
        <source>Trailing</source>
        <extracomment>the last ones of each part</extracomment>
        <translation>末尾寄り</translation>
    </message>
    <message>
        <source>Even</source>
        <translation>均等</translation>
    </message>
    <message>
        <source>Use it as it is</source>
        <extracomment>what is made of a control picture before it is used</extracomment>
        <translation>そのまま使う</translation>
    </message>
    <message>
        <source>Find edges (Canny)</source>
        <translation>輪郭を検出（Canny）</translation>
    </message>
    <message>
        <source>Find lines</source>
        <translation>線を抽出</translation>
    </message>
    <message>
        <source>Find a rough sketch</source>
        <translation>ラフな線を抽出</translation>
    </message>
    <message>
        <source>What is there</source>
        <extracomment>what the masked part is filled with before it is drawn anew</extracomment>
        <translation>今ある絵</translation>
    </message>
    <message>
        <source>Drawn-out edges</source>
        <translation>縁を引き伸ばす</translation>
    </message>
    <message>
        <source>What lies around</source>
        <translation>周囲の絵</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>ノイズ</translation>
    </message>
    <message>
        <source>Leave it</source>
        <extracomment>the seam between old and new is left alone</extracomment>
        <translation>そのまま</translation>
    </message>
    <message>
        <source>Match the tones</source>
        <translation>調子を合わせる</translation>
    </message>
    <message>
        <source>A depth picture</source>
        <translation>深度画像として使う</translation>
    </message>
    <message>
        <source>A pose (OpenPose)</source>
        <translation>ポーズとして使う（OpenPose）</translation>
    </message>
    <message>
        <source>Repair it (DiffRIR)</source>
        <translation>修復する（DiffRIR）</translation>
    </message>
</context>
<context>
    <name>koma::ui::DropLayer</name>
    <message>
        <source>Drop the work to open it</source>
        <translation>ドロップして作品を開く</translation>
    </message>
</context>
<context>
    <name>koma::ui::EndpointForm</name>
    <message>
        <source>&amp;Keep</source>
        <extracomment>keeps a key in the keyring</extracomment>
        <translation>保存(&amp;K)</translation>
    </message>
    <message>
        <source>F&amp;orget</source>
        <extracomment>takes a key out of the keyring</extracomment>
        <translation>消去(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>テスト(&amp;T)</translation>
    </message>
    <message>
        <source>Texts and pictures may leave this machine</source>
        <translation>文章と画像をこのパソコンの外へ送ってよい</translation>
    </message>
    <message>
        <source>The address up to and with the version; llama.cpp, Ollama, LM Studio, vLLM, OpenAI, Gemini.</source>
        <translation>バージョンまで含めたアドレス。llama.cpp、Ollama、LM Studio、vLLM、OpenAI、Gemini。</translation>
    </message>
    <message>
        <source>The first that the server names</source>
        <translation>サーバーが最初に挙げるもの</translation>
    </message>
    <message>
        <source>Local servers need none</source>
        <translation>このパソコンのサーバーには不要です</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>制限なし</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> トークン</translation>
    </message>
    <message>
        <source>Of one run of the program, prompts and answers together; then nothing is sent any more.</source>
        <translation>プログラムの起動ごと、質問と答えの合計。使い切ると送信しなくなります。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>On this machine: nothing leaves it.</source>
        <translation>このパソコンの中：外には何も送られません。</translation>
    </message>
    <message>
        <source>Another machine, without encryption: everybody on the way can read what is sent.</source>
        <translation>暗号化なしで別のマシンへ：途中の誰もが内容を読めます。</translation>
    </message>
    <message>
        <source>Another machine: prompts, scripts and the pictures it is shown are sent there.</source>
        <translation>別のマシンへ：プロンプト、台本、見せる画像が送られます。</translation>
    </message>
    <message>
        <source>Kept in the desktop’s keyring.</source>
        <translation>デスクトップのキーリングに保存されています。</translation>
    </message>
    <message>
        <source>There is no keyring: kept in memory until the program ends.</source>
        <translation>キーリングがないため、終了までメモリーに保持します。</translation>
    </message>
    <message>
        <source>No key. It is kept in the desktop’s keyring, never in a file.</source>
        <translation>キーはありません。キーはデスクトップのキーリングに保存され、ファイルには書かれません。</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>問い合わせ中…</translation>
    </message>
    <message>
        <source>%1 answered in %2 s.</source>
        <translation>%1 が %2 秒で答えました。</translation>
    </message>
    <message>
        <source>It keeps to the form it is asked for.</source>
        <translation>求めた形式を守ります。</translation>
    </message>
    <message>
        <source>It does not keep to the form: plans may need another try.</source>
        <translation>形式を守りません。計画はやり直しが必要なことがあります。</translation>
    </message>
    <message>
        <source>It sees pictures.</source>
        <translation>画像を見られます。</translation>
    </message>
    <message>
        <source>It sees no pictures: characters cannot be described by it.</source>
        <translation>画像を見られません。人物の説明はできません。</translation>
    </message>
</context>
<context>
    <name>koma::ui::EndpointsDialog</name>
    <message>
        <source>&amp;Add</source>
        <translation>追加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Find local ones</source>
        <translation>このパソコンで探す(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>Language models</source>
        <translation>言語モデル</translation>
    </message>
    <message>
        <source>Asks the usual ports of this machine, and nobody else</source>
        <translation>このパソコンのよく使われるポートだけを調べます</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>No language model yet. Start one on this machine, such as Ollama or llama.cpp, and let it be found; or add an address. Without one, pages are planned by rule.</source>
        <translation>言語モデルはまだありません。Ollama や llama.cpp などをこのパソコンで起動して探すか、アドレスを追加してください。なくても、ページは規則で計画できます。</translation>
    </message>
    <message>
        <source>Looking on this machine…</source>
        <translation>このパソコンを調べています…</translation>
    </message>
    <message numerus="yes">
        <source>%n found and added.</source>
        <translation>
            <numerusform>%n 件を見つけて追加しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>No other one was found on this machine.</source>
        <translation>ほかには見つかりませんでした。</translation>
    </message>
</context>
<context>
    <name>koma::ui::EnlargeDialog</name>
    <message>
        <source>Enlarged by</source>
        <translation>拡大の方法</translation>
    </message>
    <message>
        <source>Redraw details</source>
        <translation>細部の描き直し</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>拡大する</translation>
    </message>
    <message>
        <source>Enlarge for print</source>
        <translation>印刷用に拡大</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Makes a finer picture of what the frame shows. It becomes another take, which you can take back.</source>
        <translation>コマに見えている部分を、より細かい絵にします。新しいテイクになり、元に戻せます。</translation>
    </message>
    <message>
        <source>%1 dpi</source>
        <translation>%1 dpi</translation>
    </message>
    <message>
        <source>Dots per inch: 600 for print in black and white, 350 for colour, 1200 for fine lines</source>
        <translation>1インチあたりの点の数：白黒印刷は600、カラーは350、細い線には1200</translation>
    </message>
    <message>
        <source>Lanczos, without a network</source>
        <translation>Lanczos（ネットワークなし）</translation>
    </message>
    <message>
        <source>Real-ESRGAN and its kin, or DiffRIR x2 or x4, from the model folders. Networks invent fine lines; Lanczos only smooths.</source>
        <translation>モデルフォルダーにある Real-ESRGAN の仲間、または DiffRIR x2・x4。ネットワークは細い線を補い、Lanczos はなめらかにするだけです。</translation>
    </message>
    <message>
        <source>By the picture</source>
        <translation>絵に合わせる</translation>
    </message>
    <message>
        <source>White and black kept where the picture is grey, nothing changed where it has colours</source>
        <translation>グレーの絵では白と黒を保ち、カラーの絵では何も変えません</translation>
    </message>
    <message>
        <source>As it comes</source>
        <translation>そのまま</translation>
    </message>
    <message>
        <source>White paper, black ink</source>
        <translation>紙は白、インクは黒</translation>
    </message>
    <message>
        <source>Inked again</source>
        <translation>ペン入れし直す</translation>
    </message>
    <message>
        <source>Every line and dot black or white, as for print without greys</source>
        <translation>すべての線と点を白か黒に。グレーを使わない印刷向け</translation>
    </message>
    <message>
        <source>How much the panel&apos;s model draws over the large picture, tile by tile. Slow; 0 %: not at all.</source>
        <translation>コマのモデルが、拡大した絵をタイルごとにどれだけ描き直すか。時間がかかります。0 % なら描き直しません。</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>解像度(&amp;R)</translation>
    </message>
    <message>
        <source>Enlarged &amp;by</source>
        <translation>拡大の方法(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Paper and ink</source>
        <translation>紙とインク(&amp;P)</translation>
    </message>
    <message>
        <source>The resolution must be between %1 and %2 dpi.</source>
        <translation>解像度は %1～%2 dpi にしてください。</translation>
    </message>
    <message>
        <source>The picture of this take cannot be read.</source>
        <translation>このテイクの絵が読めません。</translation>
    </message>
    <message>
        <source>So large a picture is not possible: at most %L1 pixels along a side. Choose a lower resolution.</source>
        <translation>これほど大きな絵は作れません（一辺は最大 %L1 画素）。解像度を下げてください。</translation>
    </message>
    <message>
        <source>The picture is as fine as that already. Choose a higher resolution.</source>
        <translation>絵はすでにその細かさです。もっと高い解像度を選んでください。</translation>
    </message>
    <message>
        <source>%L1 × %L2 mm are %L3 × %L4 pixels.</source>
        <extracomment>sides of a panel&apos;s frame in mm, and its size in pixels</extracomment>
        <translation>%L1 × %L2 mm は %L3 × %L4 画素です。</translation>
    </message>
    <message>
        <source>The picture has %L1 × %L2.</source>
        <extracomment>what the frame shows of the picture, in pixels</extracomment>
        <translation>いまの絵は %L1 × %L2 画素です。</translation>
    </message>
</context>
<context>
    <name>koma::ui::ErrorText</name>
    <message>
        <source>%1 was not drawn: a setting does not suit the model. Change it, then generate again.</source>
        <extracomment>%1 in this and the next sentences is a place, such as &quot;Page 2, panel 3&quot;</extracomment>
        <translation>%1を描画できませんでした：設定がモデルに合いません。変更してから描画し直してください。</translation>
    </message>
    <message>
        <source>%1 was not drawn: its model or a reference picture is missing. Choose another one.</source>
        <translation>%1を描画できませんでした：モデルまたは参照画像が見つかりません。別のものを選んでください。</translation>
    </message>
    <message>
        <source>%1 was not drawn: a file cannot be read. Check the disk and its permissions, then try again.</source>
        <translation>%1を描画できませんでした：ファイルを読み込めません。ディスクとアクセス権を確認してから、やり直してください。</translation>
    </message>
    <message>
        <source>%1 was not drawn: a file of the model or a picture is damaged. Choose another one.</source>
        <translation>%1を描画できませんでした：モデルまたは画像のファイルが破損しています。別のものを選んでください。</translation>
    </message>
    <message>
        <source>%1 was not drawn: the model cannot do what the panel asks. Change the panel or the model.</source>
        <translation>%1を描画できませんでした：このモデルはコマの指定に対応していません。コマかモデルを変更してください。</translation>
    </message>
    <message>
        <source>%1 could not be kept: the disk is full. Free some space, then try again.</source>
        <translation>%1を保存できませんでした：ディスクがいっぱいです。空きを増やしてから、やり直してください。</translation>
    </message>
    <message>
        <source>%1 was not drawn: there is too little memory. Close other programs or choose a smaller model.</source>
        <translation>%1を描画できませんでした：メモリが足りません。ほかのプログラムを閉じるか、小さいモデルを選んでください。</translation>
    </message>
    <message>
        <source>%1 was not drawn: another program holds the model or the project. Close it, then try again.</source>
        <translation>%1を描画できませんでした：ほかのプログラムがモデルまたは作品を使用中です。閉じてから、やり直してください。</translation>
    </message>
    <message>
        <source>%1 was not drawn: the drawing engine failed. Your work is safe; try again.</source>
        <translation>%1を描画できませんでした：描画エンジンでエラーが発生しました。作品は無事です。やり直してください。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Show panel</source>
        <translation>コマを表示</translation>
    </message>
</context>
<context>
    <name>koma::ui::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Click to see the page</source>
        <translation>クリックするとページを表示します</translation>
    </message>
    <message>
        <source>&amp;Show folder</source>
        <translation>フォルダーを表示(&amp;S)</translation>
    </message>
    <message>
        <source>Pages written</source>
        <translation>書き出したページ</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>書き出し(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>The page cannot be shown: %1</source>
        <translation>ページを表示できません：%1</translation>
    </message>
    <message>
        <source>Nothing to complain about</source>
        <translation>問題はありません</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message numerus="yes">
        <source>Writing %n page(s)…</source>
        <translation>
            <numerusform>%n ページを書き出し中…</numerusform>
        </translation>
    </message>
    <message>
        <source>The pages could not be written: %1</source>
        <translation>ページを書き出せませんでした：%1</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>中止しました。何も書き出していません。</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n page(s), which stay in the folder.</source>
        <translation>
            <numerusform>%n ページで中止しました。書き出し済みのページはフォルダーに残っています。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) are written to %1</source>
        <translation>
            <numerusform>%n ページを %1 に書き出しました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Page %1: %n panel(s) are not drawn yet</source>
        <translation>
            <numerusform>ページ %1：未描画のコマが %n つあります</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Page %1: %n picture(s) are missing; draw the panels again</source>
        <translation>
            <numerusform>ページ %1：画像が %n 枚見つかりません。コマを描画し直してください</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Page %1: %n text(s) do not fit their balloons</source>
        <translation>
            <numerusform>ページ %1：フキダシに収まらないセリフが %n つあります</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Page %1: %n text(s) have characters that no font has</source>
        <translation>
            <numerusform>ページ %1：フォントにない文字を含むセリフが %n つあります</numerusform>
        </translation>
    </message>
    <message>
        <source>To look at before printing</source>
        <translation>印刷前の確認事項</translation>
    </message>
</context>
<context>
    <name>koma::ui::ExportForm</name>
    <message>
        <source>Untitled</source>
        <translation>無題</translation>
    </message>
    <message>
        <source>Write as</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>%1 dpi</source>
        <translation>%1 dpi</translation>
    </message>
    <message>
        <source>Print in black and white</source>
        <translation>モノクロ印刷</translation>
    </message>
    <message>
        <source>Print in colour</source>
        <translation>カラー印刷</translation>
    </message>
    <message>
        <source>Screens and reviews</source>
        <translation>画面表示・確認用</translation>
    </message>
    <message>
        <source>Dots per inch: 600 for print in black and white, 350 for colour, 150 for screens</source>
        <translation>1インチあたりのドット数：モノクロ印刷は600、カラー印刷は350、画面用は150</translation>
    </message>
    <message>
        <source>Greys</source>
        <translation>グレー</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>カラー</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>解像度(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>表現色(&amp;L)</translation>
    </message>
    <message>
        <source>With &amp;bleed</source>
        <translation>裁ち落としを含める(&amp;B)</translation>
    </message>
    <message>
        <source>For printers: the paper beyond the trim, and in a PDF a trim box</source>
        <translation>印刷所向け：仕上がりの外側の用紙を含め、PDFには仕上がりサイズを記録します</translation>
    </message>
    <message>
        <source>Write &amp;to</source>
        <translation>書き出し先(&amp;T)</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>One book, with lines and letters that stay sharp</source>
        <translation>1冊のファイル。線も文字も鮮明なままです</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>One picture for each page, in a folder</source>
        <translation>1ページ1枚の画像をフォルダーに</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>すべて(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Only</source>
        <translation>指定(&amp;O)</translation>
    </message>
    <message>
        <source>Which pages, such as 1-3,7</source>
        <translation>ページの指定（例：1-3,7）</translation>
    </message>
    <message>
        <source>File or folder to write to</source>
        <translation>書き出し先のファイルまたはフォルダー</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>選択(&amp;H)…</translation>
    </message>
    <message>
        <source>Say which pages, such as 1-3,7.</source>
        <translation>ページを指定してください（例：1-3,7）。</translation>
    </message>
    <message numerus="yes">
        <source>The work has only %n page(s).</source>
        <translation>
            <numerusform>この作品は %n ページしかありません。</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is no list of pages. Write it as in 1-3,7.</source>
        <translation>「%1」はページの指定として読めません。1-3,7 のように入力してください。</translation>
    </message>
    <message>
        <source>The work has no pages.</source>
        <translation>この作品にはページがありません。</translation>
    </message>
    <message>
        <source>The resolution must be between %1 and %2 dpi.</source>
        <translation>解像度は %1～%2 dpi で指定してください。</translation>
    </message>
    <message>
        <source>A page would have more than %1 megapixels. Choose a lower resolution.</source>
        <translation>1ページが %1 メガピクセルを超えます。解像度を下げてください。</translation>
    </message>
    <message>
        <source>Choose where to write to.</source>
        <translation>書き出し先を選択してください。</translation>
    </message>
    <message>
        <source>Lines and letters are sharp at every size.</source>
        <translation>線と文字はどのサイズでも鮮明です。</translation>
    </message>
    <message>
        <source>%1 × %2 pixels a page</source>
        <translation>1ページ %1 × %2 ピクセル</translation>
    </message>
    <message>
        <source>There are pages in this folder already; those of the same number are replaced.</source>
        <translation>このフォルダーには既にページがあります。同じ番号のページは置き換えます。</translation>
    </message>
    <message>
        <source>The file is there already; it is replaced.</source>
        <translation>同名のファイルがあります。置き換えます。</translation>
    </message>
    <message>
        <source>Folder for the pages</source>
        <translation>ページの書き出し先フォルダー</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>書き出すファイル</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF書類 (*.pdf)</translation>
    </message>
</context>
<context>
    <name>koma::ui::ExportPreview</name>
    <message>
        <source>Previous page</source>
        <translation>前のページ</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>次のページ</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>ページ %1 / %2</translation>
    </message>
</context>
<context>
    <name>koma::ui::FileActions</name>
    <message>
        <source>Open a work</source>
        <translation>作品を開く</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>コピーを保存</translation>
    </message>
    <message>
        <source>Komawari works (*.koma)</source>
        <translation>Komawari作品 (*.koma)</translation>
    </message>
</context>
<context>
    <name>koma::ui::GenerationService</name>
    <message>
        <source>This page has no panels yet; draw one with the panel tool.</source>
        <translation>このページにはまだコマがありません。コマツールで作成してください。</translation>
    </message>
    <message>
        <source>Every panel of this page is drawn already.</source>
        <translation>このページのコマはすべて描画済みです。</translation>
    </message>
    <message>
        <source>Every panel of this work is drawn already.</source>
        <translation>この作品のコマはすべて描画済みです。</translation>
    </message>
    <message>
        <source>Draw with %1</source>
        <translation>%1で描画</translation>
    </message>
    <message>
        <source>The panel is not there any more.</source>
        <translation>このコマはもうありません。</translation>
    </message>
    <message>
        <source>%1 cannot be drawn. %2</source>
        <extracomment>%1 a panel, %2 the reason, a sentence</extracomment>
        <translation>%1は描けません。%2</translation>
    </message>
    <message>
        <source>The model “%1” is not there.</source>
        <translation>モデル「%1」がありません。</translation>
    </message>
    <message>
        <source>“%1” cannot repaint a part. Clear the mask to draw the whole panel, or choose another model.</source>
        <translation>「%1」は部分的な描き直しができません。マスクを消去してコマ全体を描くか、別のモデルを選んでください。</translation>
    </message>
</context>
<context>
    <name>koma::ui::HandTool</name>
    <message>
        <source>Drag to move the page. With every other tool Space does the same.</source>
        <translation>ドラッグで表示を移動します。ほかのツールではSpaceを押している間使えます。</translation>
    </message>
</context>
<context>
    <name>koma::ui::JobModel</name>
    <message>
        <source>Loading the model…</source>
        <translation>モデルを読み込み中…</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>ステップ %1 / %2</translation>
    </message>
    <message>
        <source>Waiting in the background</source>
        <translation>バックグラウンドで待機中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a place (&quot;Page 2, panel 3&quot;), %2 a state (&quot;Waiting&quot;)</extracomment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>koma::ui::KeyCapDelegate</name>
    <message>
        <source>or</source>
        <extracomment>Stands between two keys that do the same.</extracomment>
        <translation>または</translation>
    </message>
</context>
<context>
    <name>koma::ui::KeyboardDialog</name>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>整列</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>コマ</translation>
    </message>
    <message>
        <source>Balloon</source>
        <translation>フキダシ</translation>
    </message>
    <message>
        <source>Draw</source>
        <extracomment>Making pictures with the model.</extracomment>
        <translation>描画</translation>
    </message>
    <message>
        <source>View</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>ツール</translation>
    </message>
    <message>
        <source>Keyboard reference</source>
        <translation>ショートカット一覧</translation>
    </message>
    <message>
        <source>Search by name or key</source>
        <translation>名前またはキーで検索</translation>
    </message>
    <message>
        <source>On the page</source>
        <translation>ページ上の操作</translation>
    </message>
    <message>
        <source>Nothing is called “%1”. Try a shorter word, or a key such as Ctrl.</source>
        <translation>「%1」は見つかりません。短い語、またはCtrlなどのキーで検索してください。</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>テイク</translation>
    </message>
</context>
<context>
    <name>koma::ui::KnifeTool</name>
    <message>
        <source>This panel is locked. Unlock it to cut it.</source>
        <translation>このコマはロックされています。分割するにはロックを解除してください。</translation>
    </message>
    <message>
        <source>The cut would leave a panel smaller than %1. Cut elsewhere.</source>
        <translation>%1 より小さいコマができてしまいます。別の位置で分割してください。</translation>
    </message>
    <message>
        <source>Select a panel first: Enter cuts it in the middle.</source>
        <translation>先にコマを選択してください。Enterで中央から分割します。</translation>
    </message>
    <message>
        <source>Release to cut. Shift keeps to steps of 45°, Space moves the line, Esc cuts nothing.</source>
        <translation>離すと分割します。Shift：45°刻み&#x3000;Space：線を移動&#x3000;Esc：中止</translation>
    </message>
    <message>
        <source>Drag across a panel to cut it. Enter cuts the selected panel level, Shift+Enter upright.</source>
        <translation>コマを横切るようにドラッグして分割。Enterで横に、Shift+Enterで縦に選択中のコマを分割します。</translation>
    </message>
</context>
<context>
    <name>koma::ui::LiveAnswer</name>
    <message>
        <source>Ask &amp;again</source>
        <translation>もう一度尋ねる(&amp;A)</translation>
    </message>
    <message>
        <source>What the model writes</source>
        <translation>モデルが書いているもの</translation>
    </message>
    <message>
        <source>Asked once more: %1</source>
        <translation>もう一度尋ねました：%1</translation>
    </message>
</context>
<context>
    <name>koma::ui::LoraList</name>
    <message>
        <source>Add LoRA</source>
        <translation>LoRAを追加</translation>
    </message>
    <message>
        <source>Choose a LoRA from the model folders</source>
        <translation>モデルのフォルダーからLoRAを選びます</translation>
    </message>
    <message>
        <source>No other LoRAs in the model folders</source>
        <translation>モデルのフォルダーに他のLoRAはありません</translation>
    </message>
    <message>
        <source>Model manager…</source>
        <translation>モデル管理…</translation>
    </message>
</context>
<context>
    <name>koma::ui::LoraRow</name>
    <message>
        <source>Weight</source>
        <extracomment>how strongly a LoRA works</extracomment>
        <translation>重み</translation>
    </message>
    <message>
        <source>1 is as it was made, less is gentler, below 0 works against it. −4 to 4 can be typed.</source>
        <translation>1で作られたとおり、小さいほど弱く、0より下では逆に働きます。−4から4まで入力できます。</translation>
    </message>
    <message>
        <source>Move %1 up</source>
        <translation>%1を上へ</translation>
    </message>
    <message>
        <source>Move %1 down</source>
        <translation>%1を下へ</translation>
    </message>
    <message>
        <source>Draw without %1</source>
        <translation>%1を使わずに描く</translation>
    </message>
</context>
<context>
    <name>koma::ui::MainWindow</name>
    <message>
        <source>Panel</source>
        <translation>コマ</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>キャスト</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>テイク</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>キュー</translation>
    </message>
    <message>
        <source>Select a panel first: click it, or press Ctrl+Tab.</source>
        <translation>先にコマを選択してください。クリックするか、Ctrl+Tabを押します。</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>アシスタント</translation>
    </message>
</context>
<context>
    <name>koma::ui::MarkedPicture</name>
    <message>
        <source>The picture with the part that is to be drawn anew</source>
        <translation>描き直す部分を示した絵</translation>
    </message>
    <message>
        <source>The picture with marks: %1</source>
        <translation>印をつけた絵：%1</translation>
    </message>
</context>
<context>
    <name>koma::ui::MaskTool</name>
    <message>
        <source>This panel&apos;s mask is still being read. Try again in a moment.</source>
        <translation>このコマのマスクを読み込み中です。少し待ってからお試しください。</translation>
    </message>
    <message>
        <source>What is tinted will be drawn anew. Esc takes the stroke back.</source>
        <translation>色の付いた部分を描き直します。Escでストロークを取り消します。</translation>
    </message>
    <message>
        <source>This panel has no picture yet. Draw it first; the mask then shows what is to be drawn anew.</source>
        <translation>このコマにはまだ絵がありません。先に描いてください。マスクはその後、描き直す部分を示します。</translation>
    </message>
    <message>
        <source>Erase the mask. E goes back to the brush, [ and ] change its size (%1).</source>
        <translation>マスクを消します。Eでブラシに戻り、[ と ] で大きさを変えます（%1）。</translation>
    </message>
    <message>
        <source>Draw around what is to be drawn anew. Alt or the right button erases, B changes to the rectangle.</source>
        <translation>描き直す部分を囲みます。Alt または右ボタンで消去、B で長方形に切り替えます。</translation>
    </message>
    <message>
        <source>Draw a rectangle over what is to be drawn anew. Alt or the right button erases, B goes back to the brush.</source>
        <translation>描き直す部分を長方形で囲みます。Alt または右ボタンで消去、B でブラシに戻ります。</translation>
    </message>
    <message>
        <source>Paint what is to be drawn anew. [ and ] change the brush (%1), Alt, E or the right button erases, Delete clears, B changes to the lasso.</source>
        <translation>描き直す部分を塗ります。[ と ] でブラシの大きさ（%1）、Alt・E・右ボタンで消去、Delete ですべて消し、B で投げ縄に切り替えます。</translation>
    </message>
</context>
<context>
    <name>koma::ui::MemoryLine</name>
    <message>
        <source>Needs about %1 of %2 free memory.</source>
        <extracomment>before drawing: %1 and %2 are amounts of memory as &quot;6.1 GB&quot;</extracomment>
        <translation>空きメモリ%2のうち約%1を使います。</translation>
    </message>
    <message>
        <source>Draw at %1 % of the size</source>
        <extracomment>buttons that make a picture need less memory; %1 a number of percent</extracomment>
        <translation>%1%の大きさで描く</translation>
    </message>
    <message>
        <source>Decode in tiles</source>
        <translation>タイルに分けて復号</translation>
    </message>
    <message>
        <source>Load stage by stage</source>
        <extracomment>parts of the model are loaded when their turn comes</extracomment>
        <translation>段階ごとに読み込む</translation>
    </message>
    <message>
        <source>Half precision</source>
        <extracomment>numbers of 16 instead of 32 bits</extracomment>
        <translation>半精度</translation>
    </message>
    <message>
        <source>Takes less memory</source>
        <translation>メモリを節約します</translation>
    </message>
    <message>
        <source>Needs about %1, but only %2 is free.</source>
        <extracomment>before drawing: %1 and %2 are amounts of memory as &quot;6.1 GB&quot;</extracomment>
        <translation>約%1が必要ですが、空きは%2だけです。</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelCard</name>
    <message>
        <source>Loaded</source>
        <translation>読み込み済み</translation>
    </message>
    <message>
        <source>Cannot be used: %1</source>
        <extracomment>%1 is the reason in the engine&apos;s words</extracomment>
        <translation>使用できません：%1</translation>
    </message>
    <message>
        <source>Pictures of about %1 × %1 px</source>
        <translation>約 %1 × %1 px の画像</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>%1 a family of models as &quot;sdxl&quot;, %2 the size of its pictures</extracomment>
        <translation>%1、%2</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelDetails</name>
    <message>
        <source>Compute hash</source>
        <translation>ハッシュを計算</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーで表示</translation>
    </message>
    <message>
        <source>Stop reading the file</source>
        <translation>ファイルの読み込みを中止</translation>
    </message>
    <message>
        <source>How much of the file has been read</source>
        <translation>読み込んだ割合</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Kind: %1
Family: %2
Size: %3
%4</source>
        <extracomment>%1 kind, %2 family, %3 size, %4 path of a model, each in a line of its own</extracomment>
        <translation>種類：%1
系統：%2
サイズ：%3
%4</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>ファイルを読み込んでいます…</translation>
    </message>
    <message>
        <source>Hash: %1</source>
        <extracomment>%1 a long hexadecimal number</extracomment>
        <translation>ハッシュ：%1</translation>
    </message>
    <message>
        <source>Reads the file to give it a name that recipes record</source>
        <translation>ファイルを読み、レシピに記録される名前を求めます</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelDock</name>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再検索</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数値精度</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>スレッド数</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>What the whole program takes now.</source>
        <translation>現在プログラム全体が使っている量です。</translation>
    </message>
    <message>
        <source>How exactly the model counts; shorter numbers are faster and take less memory.</source>
        <translation>モデルの計算精度です。短いほど高速で、メモリも少なくて済みます。</translation>
    </message>
    <message>
        <source>Models that were found</source>
        <translation>見つかったモデル</translation>
    </message>
    <message>
        <source>Other models</source>
        <translation>ほかのモデル</translation>
    </message>
    <message>
        <source>Looks for models that were added or removed.</source>
        <translation>追加または削除されたモデルを探します。</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Nothing is loaded yet. The model is read when the first panel is drawn.</source>
        <translation>まだ読み込まれていません。最初のコマを描画するときに読み込みます。</translation>
    </message>
    <message>
        <source>Still looking for models…</source>
        <translation>モデルを検索中…</translation>
    </message>
    <message>
        <source>Model manager…</source>
        <translation>モデル管理…</translation>
    </message>
    <message>
        <source>Model of the work</source>
        <translation>作品のモデル</translation>
    </message>
    <message>
        <source>LoRAs that are added here take part in every panel.</source>
        <translation>ここに追加したLoRAは、すべてのコマに使われます。</translation>
    </message>
    <message>
        <source>This work</source>
        <translation>この作品</translation>
    </message>
    <message>
        <source>Panels are drawn with it unless they choose another one.</source>
        <translation>コマで別のモデルを選ばない限り、これで描きます。</translation>
    </message>
    <message numerus="yes">
        <source>%n panel(s) have a model of their own.</source>
        <translation>
            <numerusform>%nコマが独自のモデルを使っています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Folders, and everything that lies in them</source>
        <translation>フォルダーと、その中にあるすべてのモデル</translation>
    </message>
    <message>
        <source>Komawari never downloads a model by itself.</source>
        <translation>Komawariが勝手にモデルをダウンロードすることはありません。</translation>
    </message>
    <message>
        <source>Put a model’s file or folder into %1, then look again, or add a folder of your own in the model manager. Komawari never downloads a model by itself.</source>
        <translation>モデルのファイルかフォルダーを%1に置いて再検索するか、モデル管理で自分のフォルダーを追加してください。Komawariが勝手にモデルをダウンロードすることはありません。</translation>
    </message>
    <message>
        <source>Draw them with this one, too</source>
        <extracomment>panels that chose another model are drawn with the work&apos;s again</extracomment>
        <translation>それらもこのモデルで描く</translation>
    </message>
    <message>
        <source>Panels forget the models that they chose</source>
        <translation>コマで選んだモデルの指定を取り消します</translation>
    </message>
    <message>
        <source>Draw all panels with the work’s model</source>
        <translation>すべてのコマを作品のモデルで描く</translation>
    </message>
    <message>
        <source>Language agent</source>
        <translation>言語エージェント</translation>
    </message>
    <message>
        <source>Takes part in every panel that does not say otherwise.</source>
        <translation>個別に指定のないすべてのコマで使います。</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelFolders</name>
    <message>
        <source>Add folder…</source>
        <translation>フォルダーを追加…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再検索</translation>
    </message>
    <message>
        <source>Model folders</source>
        <translation>モデルのフォルダー</translation>
    </message>
    <message>
        <source>A folder that holds models; dropping one here does the same</source>
        <translation>モデルの入ったフォルダーを加えます。ここへのドロップでも追加できます</translation>
    </message>
    <message>
        <source>Looks into this folder no more; its files stay</source>
        <translation>このフォルダーを探さなくなります。ファイルは残ります</translation>
    </message>
    <message>
        <source>In the file manager</source>
        <translation>ファイルマネージャーで開きます</translation>
    </message>
    <message>
        <source>Looks for models that were added or removed (%1)</source>
        <translation>追加・削除されたモデルを探します（%1）</translation>
    </message>
    <message>
        <source>%1 – one of Komawari’s own folders</source>
        <translation>%1 – Komawari自身のフォルダー</translation>
    </message>
    <message>
        <source>Add a folder with models</source>
        <translation>モデルのフォルダーを追加</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelList</name>
    <message>
        <source>Not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>使えます</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>使えません</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>a column of the list of models</extracomment>
        <translation>名前</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系統</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>ハッシュ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelWords</name>
    <message>
        <source>Subject adapter</source>
        <extracomment>MS-Diffusion&apos;s: puts several subjects with pictures into one picture</extracomment>
        <translation>被写体アダプター</translation>
    </message>
    <message>
        <source>Puts several subjects from reference pictures into one picture</source>
        <translation>参考画像にある複数の被写体を一枚の絵に描き入れます</translation>
    </message>
    <message>
        <source>Needs an image encoder %1 wide, which a request names with it</source>
        <translation>リクエストで一緒に指定する、幅 %1 の画像エンコーダーが必要です</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>ControlNet</source>
        <translation>ControlNet</translation>
    </message>
    <message>
        <source>VAE</source>
        <translation>VAE</translation>
    </message>
    <message>
        <source>Tiny autoencoder</source>
        <translation>小型オートエンコーダー</translation>
    </message>
    <message>
        <source>Embedding</source>
        <extracomment>a textual inversion: a learned word</extracomment>
        <translation>埋め込み</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <extracomment>a complete model that draws</extracomment>
        <translation>チェックポイント</translation>
    </message>
    <message>
        <source>Adds a style or a person to a model of its family</source>
        <translation>同じ系統のモデルに画風や人物を加えます</translation>
    </message>
    <message>
        <source>Lets a sketch, pose, depth or edge picture lead the drawing</source>
        <translation>ラフ・ポーズ・深度・輪郭の画像で描画を導きます</translation>
    </message>
    <message>
        <source>Turns what a model of its family has drawn into pixels</source>
        <translation>同じ系統のモデルが描いたものを画素に変えます</translation>
    </message>
    <message>
        <source>Makes sharper previews while a picture is drawn</source>
        <translation>描画中のプレビューを鮮明にします</translation>
    </message>
    <message>
        <source>Teaches a model of its family a new word</source>
        <translation>同じ系統のモデルに新しい言葉を教えます</translation>
    </message>
    <message>
        <source>Draws characters from reference pictures</source>
        <translation>参照画像をもとにキャラクターを描きます</translation>
    </message>
    <message>
        <source>Takes no reference pictures of characters</source>
        <translation>キャラクターの参照画像は使いません</translation>
    </message>
    <message>
        <source>Leaves room for balloons</source>
        <translation>フキダシの余白を空けます</translation>
    </message>
    <message>
        <source>Leaves no room for balloons</source>
        <translation>フキダシの余白は空けません</translation>
    </message>
    <message>
        <source>Takes expression, pose, facing and shot as choices</source>
        <translation>表情・ポーズ・向き・ショットを選択できます</translation>
    </message>
    <message>
        <source>Takes expression, pose and shot from the prompt only</source>
        <translation>表情・ポーズ・ショットはプロンプトで指定します</translation>
    </message>
    <message>
        <source>Takes a negative prompt</source>
        <translation>ネガティブプロンプトを使えます</translation>
    </message>
    <message>
        <source>Takes no negative prompt</source>
        <translation>ネガティブプロンプトは使いません</translation>
    </message>
    <message>
        <source>Lets you choose the sampler</source>
        <translation>サンプラーを選べます</translation>
    </message>
    <message>
        <source>Has one sampler of its own</source>
        <translation>専用のサンプラーがあります</translation>
    </message>
    <message>
        <source>Takes LoRAs of its family</source>
        <translation>同じ系統のLoRAを使えます</translation>
    </message>
    <message>
        <source>Takes no LoRAs</source>
        <translation>LoRAは使いません</translation>
    </message>
    <message>
        <source>Cannot repaint a part of a picture</source>
        <translation>絵の一部の描き直しはできません</translation>
    </message>
    <message>
        <source>Made for repainting parts of a picture</source>
        <translation>絵の一部の描き直しのために作られています</translation>
    </message>
    <message>
        <source>Repaints parts of a picture</source>
        <translation>絵の一部を描き直せます</translation>
    </message>
    <message>
        <source>“%1” cannot be used: %2</source>
        <extracomment>%1 a model, %2 the reason in the engine&apos;s words</extracomment>
        <translation>「%1」は使えません：%2</translation>
    </message>
    <message>
        <source>Takes no reference pictures of characters.</source>
        <translation>キャラクターの参照画像は使いません。</translation>
    </message>
    <message>
        <source>Leaves no room for balloons.</source>
        <translation>フキダシの余白は空けません。</translation>
    </message>
    <message>
        <source>Takes expression, pose and shot from the prompt only.</source>
        <translation>表情・ポーズ・ショットはプロンプトで指定します。</translation>
    </message>
    <message>
        <source>Takes no negative prompt.</source>
        <translation>ネガティブプロンプトは使いません。</translation>
    </message>
    <message>
        <source>Get the same model as a .safetensors file: that cannot run foreign code.</source>
        <translation>同じモデルの.safetensorsファイルを入手してください。他人のコードが実行される心配がありません。</translation>
    </message>
    <message>
        <source>Copy the whole folder again, with all its parts, then look again.</source>
        <translation>フォルダー全体をもう一度コピーして、再検索してください。</translation>
    </message>
    <message>
        <source>The file is damaged or not complete. Get it again, then look again.</source>
        <translation>ファイルが壊れているか不完全です。入手し直して、再検索してください。</translation>
    </message>
    <message>
        <source>Remove it from the folder or get another version of it, then look again.</source>
        <translation>フォルダーから除くか、別の版を入手して、再検索してください。</translation>
    </message>
    <message>
        <source>“%1” is not in the model folders. Add its folder in the model manager.</source>
        <translation>「%1」はモデルのフォルダーにありません。モデル管理でフォルダーを追加してください。</translation>
    </message>
    <message>
        <source>“%1” takes no LoRAs. Choose another model to use this.</source>
        <translation>「%1」はLoRAを使いません。これを使うには別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>Made for %1; “%2” takes only what was made for it. Choose another model to use it.</source>
        <extracomment>%1 a family of models as &quot;SDXL&quot;, or a model; %2 a model that only takes what was made for itself</extracomment>
        <translation>%1用です。「%2」は専用のものしか使いません。使うには別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>Made for %1; “%2” is %3. Choose a model of that family to use it.</source>
        <extracomment>%1 and %3 families of models as &quot;SDXL&quot;, %2 a model</extracomment>
        <translation>%1用です。「%2」は%3です。使うにはその系統のモデルを選んでください。</translation>
    </message>
    <message numerus="yes">
        <source>Draws up to %n character(s) of a panel from reference pictures</source>
        <translation>
            <numerusform>1コマに%n人まで、参照画像をもとにキャラクターを描きます</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leaves room for up to %n balloon(s) in a panel</source>
        <translation>
            <numerusform>1コマに%n個まで、フキダシの余白を空けます</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>キャラクター%n人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dialogue box(es)</source>
        <translation>
            <numerusform>フキダシ枠%n個</numerusform>
        </translation>
    </message>
    <message>
        <source>language agent</source>
        <translation>言語エージェントあり</translation>
    </message>
    <message>
        <source>no language agent</source>
        <translation>言語エージェントなし</translation>
    </message>
    <message>
        <source>Has a language agent that fits the characters to the prompt</source>
        <translation>言語エージェントがキャラクターをプロンプトに合わせます</translation>
    </message>
    <message>
        <source>Has no language agent</source>
        <translation>言語エージェントはありません</translation>
    </message>
    <message>
        <source>Its language agent cannot be used: %1</source>
        <translation>言語エージェントは使えません：%1</translation>
    </message>
    <message>
        <source>“%1” has no language agent.</source>
        <translation>「%1」には言語エージェントがありません。</translation>
    </message>
    <message>
        <source>The language agent of “%1” cannot be used: %2</source>
        <extracomment>%1 a model, %2 the reason in the engine&apos;s words</extracomment>
        <translation>「%1」の言語エージェントは使えません：%2</translation>
    </message>
    <message>
        <source>Seam repair</source>
        <extracomment>DiffRIR: makes the tones of a repainted part fit what is around it</extracomment>
        <translation>継ぎ目の修復</translation>
    </message>
    <message>
        <source>Upscaler</source>
        <extracomment>a network that enlarges pictures</extracomment>
        <translation>拡大モデル</translation>
    </message>
    <message>
        <source>Makes the tones of a repainted part fit what is around it</source>
        <translation>描き直した部分の調子を周囲に合わせます</translation>
    </message>
    <message>
        <source>Enlarges pictures for print</source>
        <translation>印刷用に絵を拡大します</translation>
    </message>
    <message>
        <source>Leaves pictures as large as they are</source>
        <translation>絵の大きさを変えません</translation>
    </message>
    <message>
        <source>Makes pictures %1 times as large along each side</source>
        <translation>絵を縦横 %1 倍に拡大します</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelsDialog</name>
    <message>
        <source>Model manager</source>
        <translation>モデル管理</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Chosen model</source>
        <translation>選んだモデル</translation>
    </message>
    <message>
        <source>Search by name, folder or hash</source>
        <translation>名前・フォルダー・ハッシュで検索</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>すべての種類</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系統</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>All families</source>
        <translation>すべての系統</translation>
    </message>
    <message>
        <source>Looking into the folders…</source>
        <translation>フォルダーを調べています…</translation>
    </message>
    <message>
        <source>No models here yet. Add a folder with checkpoints, LoRAs or ControlNets (.safetensors files or diffusers folders), or drop one here. The embedded model mini draws without any.</source>
        <translation>まだモデルがありません。チェックポイント・LoRA・ControlNet（.safetensorsファイルかdiffusersフォルダー）の入ったフォルダーを追加するか、ここにドロップしてください。何もなくても内蔵モデルminiで描けます。</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>フォルダーを追加…</translation>
    </message>
    <message numerus="yes">
        <source>None of the %n model(s) fits. Try another word, kind or family.</source>
        <translation>
            <numerusform>%n個のモデルに当てはまるものがありません。別の言葉・種類・系統をお試しください。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>モデル%n個</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, looking again…</source>
        <extracomment>%1 &quot;12 models&quot;</extracomment>
        <translation>%1、再検索中…</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them cannot be used</source>
        <translation>
            <numerusform>%1、うち%n個は使えません</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::NewWorkForm</name>
    <message>
        <source>&amp;Title</source>
        <translation>タイトル(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Keep it in</source>
        <translation>保存場所(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Reading direction</source>
        <translation>綴じ方向(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pages</source>
        <translation>ページ数(&amp;P)</translation>
    </message>
    <message>
        <source>Name of the work</source>
        <translation>作品の名前</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>タイトル</translation>
    </message>
    <message>
        <source>Folder that the work is kept in</source>
        <translation>作品を保存するフォルダー</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <extracomment>A button that opens the dialog for choosing a folder.</extracomment>
        <translation>選択(&amp;C)…</translation>
    </message>
    <message>
        <source>Right to left</source>
        <translation>右綴じ</translation>
    </message>
    <message>
        <source>Left to right</source>
        <translation>左綴じ</translation>
    </message>
    <message>
        <source>Number of pages</source>
        <translation>ページ数</translation>
    </message>
    <message>
        <source>More can be added at any time</source>
        <translation>ページはいつでも追加できます</translation>
    </message>
    <message>
        <source>Create &amp;work</source>
        <translation>作品を作成(&amp;W)</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>無題</translation>
    </message>
    <message>
        <source>Where should the work be kept?</source>
        <translation>作品の保存場所</translation>
    </message>
    <message>
        <source>Give the work a title.</source>
        <translation>作品のタイトルを入力してください。</translation>
    </message>
    <message>
        <source>Choose a folder to keep it in.</source>
        <translation>保存先のフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>There is a work of this name already. Choose another title or folder.</source>
        <translation>同じ名前の作品があります。別のタイトルかフォルダーにしてください。</translation>
    </message>
    <message>
        <source>As in Japan: the spine of the book is on its right</source>
        <translation>日本式：本の背が右に来ます</translation>
    </message>
    <message>
        <source>As in Europe, America and China: the spine of the book is on its left</source>
        <translation>欧米・中国式：本の背が左に来ます</translation>
    </message>
</context>
<context>
    <name>koma::ui::NoticeBar</name>
    <message>
        <source>Messages</source>
        <translation>メッセージ</translation>
    </message>
</context>
<context>
    <name>koma::ui::NoticeCard</name>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Dismiss (Esc)</source>
        <extracomment>Makes a message go away.</extracomment>
        <translation>閉じる (Esc)</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>koma::ui::ObjectsDock</name>
    <message>
        <source>Everything you draw on the pages is listed here: panels, people, balloons.</source>
        <translation>ページに描いたコマ、人物、フキダシがここに並びます。</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>Show on the page</source>
        <translation>ページで表示</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Hide or show</source>
        <translation>表示／非表示</translation>
    </message>
    <message>
        <source>Lock or unlock</source>
        <translation>ロック／ロック解除</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Bring forward</source>
        <translation>前面へ</translation>
    </message>
    <message>
        <source>Send backward</source>
        <translation>背面へ</translation>
    </message>
    <message>
        <source>Bring to front</source>
        <translation>最前面へ</translation>
    </message>
    <message>
        <source>Send to back</source>
        <translation>最背面へ</translation>
    </message>
</context>
<context>
    <name>koma::ui::ObjectsModel</name>
    <message>
        <source>Page %1</source>
        <translation>ページ %1</translation>
    </message>
    <message>
        <source>Hidden: click to show (H)</source>
        <translation>非表示：クリックで表示 (H)</translation>
    </message>
    <message>
        <source>Shown: click to hide (H)</source>
        <translation>表示中：クリックで非表示 (H)</translation>
    </message>
    <message>
        <source>Locked: click to unlock (L)</source>
        <translation>ロック中：クリックで解除 (L)</translation>
    </message>
    <message>
        <source>Free: click to lock (L)</source>
        <translation>ロックなし：クリックでロック (L)</translation>
    </message>
</context>
<context>
    <name>koma::ui::PageSetupDialog</name>
    <message>
        <source>Page setup</source>
        <translation>用紙設定</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>適用(&amp;A)</translation>
    </message>
    <message>
        <source>Own size</source>
        <translation>カスタムサイズ</translation>
    </message>
    <message>
        <source>&amp;Paper</source>
        <translation>用紙(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Trim</source>
        <translation>仕上がり(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Bleed</source>
        <translation>裁ち落とし(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Inner frame</source>
        <translation>基本枠(&amp;I)</translation>
    </message>
    <message>
        <source>From left and &amp;top</source>
        <extracomment>Distance of the inner frame from the left and the upper edge.</extracomment>
        <translation>左端・上端から(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Safe margin</source>
        <translation>セーフライン(&amp;S)</translation>
    </message>
    <message>
        <source>Width of the finished page</source>
        <translation>仕上がりの幅</translation>
    </message>
    <message>
        <source>Height of the finished page</source>
        <translation>仕上がりの高さ</translation>
    </message>
    <message>
        <source>Paper beyond the trim that is cut away; pictures at the edge must fill it</source>
        <translation>仕上がりの外側で断ち落とされる部分。端にかかる絵はここまで描きます</translation>
    </message>
    <message>
        <source>Text stays this far inside the trim</source>
        <translation>セリフを仕上がりからこの距離だけ内側に収めます</translation>
    </message>
    <message>
        <source>Width of the area where panels usually lie</source>
        <translation>コマを置く基本の範囲の幅</translation>
    </message>
    <message>
        <source>Height of the area where panels usually lie</source>
        <translation>コマを置く基本の範囲の高さ</translation>
    </message>
    <message>
        <source>Inner frame from the left edge</source>
        <translation>左端から基本枠までの距離</translation>
    </message>
    <message>
        <source>Inner frame from the upper edge</source>
        <translation>上端から基本枠までの距離</translation>
    </message>
    <message>
        <source> mm</source>
        <extracomment>Millimetres, after a number.</extracomment>
        <translation> mm</translation>
    </message>
    <message>
        <source>For this page</source>
        <translation>このページのみ</translation>
    </message>
    <message>
        <source>For all pages of the work</source>
        <translation>作品の全ページ</translation>
    </message>
    <message>
        <source>For new pages only</source>
        <translation>新規ページのみ</translation>
    </message>
    <message>
        <source>The inner frame leaves the paper. Make it smaller or move it.</source>
        <translation>基本枠が用紙からはみ出しています。小さくするか、移動してください。</translation>
    </message>
    <message>
        <source>The safe margin leaves no room for text. Make it smaller.</source>
        <translation>セーフラインの内側にセリフの余地がありません。小さくしてください。</translation>
    </message>
</context>
<context>
    <name>koma::ui::PageSketch</name>
    <message>
        <source>%1 panels, %2 balloons</source>
        <translation>コマ %1、フキダシ %2</translation>
    </message>
</context>
<context>
    <name>koma::ui::PageView</name>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Stop drawing this panel</source>
        <translation>このコマの描画を中止</translation>
    </message>
    <message>
        <source>This work has no page. Add one in the strip of pages.</source>
        <translation>この作品にはページがありません。ページ一覧で追加してください。</translation>
    </message>
    <message>
        <source>An empty page</source>
        <translation>空のページ</translation>
    </message>
    <message>
        <source>Drag with the panel tool to draw its first frame, or choose a page template.</source>
        <translation>コマツールで最初のコマをドラッグするか、ページテンプレートを選んでください。</translation>
    </message>
</context>
<context>
    <name>koma::ui::PagesDock</name>
    <message>
        <source>A work without pages. Add the first one.</source>
        <translation>ページがありません。最初のページを追加してください。</translation>
    </message>
    <message>
        <source>Page template</source>
        <translation>ページテンプレート</translation>
    </message>
    <message>
        <source>Add page</source>
        <translation>ページを追加</translation>
    </message>
    <message>
        <source>Add a page (Ctrl+Alt+N)</source>
        <translation>ページを追加 (Ctrl+Alt+N)</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Add a page after this one (Ctrl+Alt+N)</source>
        <translation>このページの後ろに追加 (Ctrl+Alt+N)</translation>
    </message>
    <message>
        <source>Duplicate page</source>
        <translation>ページを複製</translation>
    </message>
    <message>
        <source>Duplicate this page (Ctrl+D)</source>
        <translation>このページを複製 (Ctrl+D)</translation>
    </message>
    <message>
        <source>Give an empty page panels (Ctrl+T)</source>
        <translation>空のページにコマを配置 (Ctrl+T)</translation>
    </message>
    <message>
        <source>Delete page</source>
        <translation>ページを削除</translation>
    </message>
    <message>
        <source>Delete this page (Del)</source>
        <translation>このページを削除 (Del)</translation>
    </message>
    <message>
        <source>Work on this page</source>
        <translation>このページを編集</translation>
    </message>
    <message>
        <source>Page to the left</source>
        <translation>左のページ</translation>
    </message>
    <message>
        <source>Page to the right</source>
        <translation>右のページ</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>次のページ</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>前のページ</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>左へ移動</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>右へ移動</translation>
    </message>
</context>
<context>
    <name>koma::ui::PagesModel</name>
    <message>
        <source>Page %1</source>
        <translation>ページ %1</translation>
    </message>
    <message numerus="yes">
        <source>Page %1, %n panel(s)</source>
        <translation>
            <numerusform>ページ %1、%n コマ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::PanelDock</name>
    <message>
        <source>Panel</source>
        <translation>コマ</translation>
    </message>
    <message>
        <source>This model takes the shot from the prompt only.</source>
        <translation>このモデルでは、ショットはプロンプトで指定します。</translation>
    </message>
    <message>
        <source>This model takes no negative prompt.</source>
        <translation>このモデルはネガティブプロンプトを使いません。</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>除外する内容</translation>
    </message>
    <message>
        <source>Who is here</source>
        <translation>登場人物</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>ショット</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>What happens here: who does what, where, in which mood.</source>
        <translation>誰が、どこで、何を、どんな雰囲気で。</translation>
    </message>
    <message>
        <source>What happens in this panel. %1 draws it.</source>
        <translation>このコマの内容です。%1で描画します。</translation>
    </message>
    <message>
        <source>What must not be in the picture.</source>
        <translation>絵に入れたくないもの。</translation>
    </message>
    <message>
        <source>The negative prompt: what the model keeps away from.</source>
        <translation>ネガティブプロンプト：モデルに避けさせる内容です。</translation>
    </message>
    <message>
        <source>How it is drawn</source>
        <translation>描画設定</translation>
    </message>
    <message>
        <source>Select a panel on the page to say what happens in it.</source>
        <translation>ページ上のコマを選択して、内容を入力してください。</translation>
    </message>
    <message>
        <source>This page has no panels yet. Draw one with the panel tool, then say here what happens in it.</source>
        <translation>このページにはまだコマがありません。コマツールで作成してから、ここに内容を入力してください。</translation>
    </message>
    <message>
        <source>Select the first panel</source>
        <translation>最初のコマを選択</translation>
    </message>
    <message>
        <source>How much of the people is seen.</source>
        <translation>人物をどこまで写すか。</translation>
    </message>
    <message>
        <source>Who is here (%1)</source>
        <translation>登場人物 (%1)</translation>
    </message>
    <message>
        <source>%1 × %2 px for a panel of %3 × %4 mm</source>
        <translation>%3 × %4 mm のコマを %1 × %2 px で描画</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>Regions (%1)</source>
        <translation>領域（%1）</translation>
    </message>
</context>
<context>
    <name>koma::ui::PanelParts</name>
    <message>
        <source>Repaint a part</source>
        <extracomment>draw a masked part of a picture anew</extracomment>
        <translation>部分的に描き直す</translation>
    </message>
    <message>
        <source>LoRAs</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Control pictures</source>
        <translation>制御画像</translation>
    </message>
    <message>
        <source>None in this panel. A LoRA adds a style or a person to the model.</source>
        <translation>このコマにはありません。LoRAはモデルに画風や人物を加えます。</translation>
    </message>
    <message>
        <source>LoRAs (%1)</source>
        <translation>LoRA（%1）</translation>
    </message>
    <message>
        <source>Control pictures (%1)</source>
        <translation>制御画像（%1）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a LoRA and its weight</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>The whole work is drawn with %1.</source>
        <translation>作品全体に%1を使っています。</translation>
    </message>
</context>
<context>
    <name>koma::ui::PanelTool</name>
    <message>
        <source>A panel is at least %1 wide and high. Draw it larger.</source>
        <translation>コマは幅・高さとも %1 以上必要です。もっと大きく描いてください。</translation>
    </message>
    <message>
        <source>A panel is at least %1 wide and high, and its edges do not cross. Nothing was added.</source>
        <translation>コマは幅・高さとも %1 以上で、辺が交差しない形にしてください。追加しませんでした。</translation>
    </message>
    <message>
        <source>Select a panel first: the new one takes half of it.</source>
        <translation>先にコマを選択してください。新しいコマがその半分を使います。</translation>
    </message>
    <message>
        <source>The selected panel is too small to be halved.</source>
        <translation>選択中のコマは小さすぎて二分割できません。</translation>
    </message>
    <message>
        <source>Click the next corner. Enter closes the panel, Backspace takes a corner back.</source>
        <translation>次の角をクリック。Enterでコマを閉じ、Backspaceで角を1つ戻します。</translation>
    </message>
    <message>
        <source>Click the corners of a panel. The key 1 goes back to rectangles.</source>
        <translation>コマの角をクリックしていきます。1キーで長方形に戻ります。</translation>
    </message>
    <message>
        <source>Shift makes a square, Alt draws from the centre, Space moves it, Ctrl does not snap.</source>
        <translation>Shift：正方形&#x3000;Alt：中心から&#x3000;Space：移動&#x3000;Ctrl：スナップなし</translation>
    </message>
    <message>
        <source>Drag a panel. The key 1 draws polygons, Enter adds a panel without the pointer.</source>
        <translation>ドラッグでコマを作成。1キーで多角形、Enterでキーボードだけで追加します。</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
</context>
<context>
    <name>koma::ui::PaperPreview</name>
    <message>
        <source>Bleed, %1 mm</source>
        <translation>裁ち落とし %1 mm</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>仕上がり</translation>
    </message>
    <message>
        <source>Inner frame</source>
        <translation>基本枠</translation>
    </message>
    <message>
        <source>Safe margin, %1 mm</source>
        <translation>セーフライン %1 mm</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
</context>
<context>
    <name>koma::ui::PeopleList</name>
    <message>
        <source>Nobody yet. Drag a card from the cast onto the panel, or draw a box with the character tool.</source>
        <translation>まだ誰もいません。キャストのカードをコマにドラッグするか、キャラクター枠ツールで枠を描いてください。</translation>
    </message>
    <message>
        <source>Take character out</source>
        <translation>キャラクターを外す</translation>
    </message>
</context>
<context>
    <name>koma::ui::PictureExtender</name>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>ファイルを読めません：%1</translation>
    </message>
    <message>
        <source>The picture could not be extended.</source>
        <translation>絵を広げられませんでした。</translation>
    </message>
</context>
<context>
    <name>koma::ui::PictureIntake</name>
    <message>
        <source>The pasted picture</source>
        <translation>貼り付けた画像</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>「%1」</translation>
    </message>
    <message>
        <source>%1 could not be taken in as a picture.</source>
        <translation>%1を画像として取り込めませんでした。</translation>
    </message>
    <message>
        <source>%1 is no picture that can be read. Use a PNG or JPEG file.</source>
        <translation>%1は読み込めない画像です。PNGまたはJPEGファイルを使ってください。</translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1が見つかりません。</translation>
    </message>
    <message>
        <source>%1 may not be read. Check its permissions.</source>
        <translation>%1を読み取れません。アクセス権を確認してください。</translation>
    </message>
    <message>
        <source>%1 does not fit on the disk any more. Free some space and try again.</source>
        <translation>ディスクの空きが足りず、%1を保存できません。空きを増やしてからやり直してください。</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard. Copy one first.</source>
        <translation>クリップボードに画像がありません。先に画像をコピーしてください。</translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation>画像を選択</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>画像 (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>%1 is no PNG or JPEG picture, or it is larger than 100 megapixels.</source>
        <translation>%1はPNGまたはJPEG画像ではないか、100メガピクセルを超えています。</translation>
    </message>
</context>
<context>
    <name>koma::ui::PlanDialog</name>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>&amp;Plan</source>
        <translation>計画する(&amp;P)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>採用(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>破棄(&amp;D)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 a task such as &quot;Plan page&quot;, %2 what it is about</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>What the model writes</source>
        <translation>モデルの回答</translation>
    </message>
    <message>
        <source>Your words</source>
        <translation>あなたの言葉</translation>
    </message>
    <message>
        <source>As the planner likes</source>
        <translation>おまかせ</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>コマ数</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>翻訳先</translation>
    </message>
    <message>
        <source>Language &amp;models…</source>
        <translation>言語モデル(&amp;M)…</translation>
    </message>
    <message>
        <source>Which servers are asked, and their keys</source>
        <translation>どのサーバーに尋ねるかと、そのキー</translation>
    </message>
    <message>
        <source>Planned by</source>
        <translation>計画方法</translation>
    </message>
    <message>
        <source>Takes it over; one undo puts everything back</source>
        <translation>反映します。一度の取り消しで元に戻ります</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Asked once more: %1</source>
        <translation>もう一度尋ねました：%1</translation>
    </message>
    <message>
        <source>Stopped. Nothing has changed.</source>
        <translation>停止しました。何も変わっていません。</translation>
    </message>
    <message>
        <source>What you write goes to a server elsewhere.</source>
        <translation>書いた内容は外部のサーバーへ送られます。</translation>
    </message>
    <message>
        <source>By rule, without a language model</source>
        <translation>規則による（言語モデルなし）</translation>
    </message>
    <message>
        <source>No language model is set up</source>
        <translation>言語モデルが設定されていません</translation>
    </message>
    <message>
        <source>This needs a language model. Set one up under Language models; local ones are found by themselves.</source>
        <translation>これには言語モデルが必要です。「言語モデル」で設定してください。このパソコンのものは自動で見つかります。</translation>
    </message>
    <message>
        <source>The plan changes nothing.</source>
        <translation>この計画では何も変わりません。</translation>
    </message>
    <message>
        <source>The plan does not fit the work: %1</source>
        <translation>計画が作品に合いません：%1</translation>
    </message>
    <message>
        <source>The work has changed, and the plan does not fit any more: %1</source>
        <translation>作品が変わったため、計画が合わなくなりました：%1</translation>
    </message>
    <message>
        <source>Plan &amp;again</source>
        <translation>もう一度計画(&amp;A)</translation>
    </message>
</context>
<context>
    <name>koma::ui::PlanWords</name>
    <message>
        <source>Plan page</source>
        <translation>ページを計画</translation>
    </message>
    <message>
        <source>Plan panel</source>
        <translation>コマを計画</translation>
    </message>
    <message>
        <source>Refine prompt</source>
        <translation>プロンプトを推敲</translation>
    </message>
    <message>
        <source>Describe character</source>
        <translation>人物を説明</translation>
    </message>
    <message>
        <source>Translate dialogue</source>
        <translation>セリフを翻訳</translation>
    </message>
    <message>
        <source>What happens on this page: a sentence, or a piece of the script with what is said. Empty: the work’s script.</source>
        <translation>このページで起こること。一文でも、セリフの入った台本の一部でも。空なら作品の台本を使います。</translation>
    </message>
    <message>
        <source>What the panel shows. Empty: its prompt is divided among regions.</source>
        <translation>コマに描くもの。空ならコマのプロンプトを領域に分けます。</translation>
    </message>
    <message>
        <source>What should be different. May stay empty.</source>
        <translation>変えたいところ。空でもかまいません。</translation>
    </message>
    <message>
        <source>Without a language model the page is laid out by rule: templates, the number of lines, and the names of the cast. You see what would change before anything does.</source>
        <translation>言語モデルがないときは、テンプレート・行数・登場人物の名前による規則でページを組みます。反映の前に変更点を確認できます。</translation>
    </message>
    <message>
        <source>The model looks at the reference pictures and writes a description. You see it before it is taken.</source>
        <translation>モデルが参照画像を見て説明を書きます。反映の前に確認できます。</translation>
    </message>
    <message>
        <source>The balloons’ texts are translated. You see every one before it is taken.</source>
        <translation>フキダシの文を翻訳します。反映の前に全文を確認できます。</translation>
    </message>
    <message>
        <source>The model writes a plan. You see what would change before anything does.</source>
        <translation>モデルが計画を書きます。反映の前に変更点を確認できます。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>about %1 + %2 tokens</source>
        <translation>約 %1 + %2 トークン</translation>
    </message>
    <message>
        <source>%1 + %2 tokens</source>
        <translation>%1 + %2 トークン</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>, cost %1</source>
        <extracomment>a price in the author&apos;s currency</extracomment>
        <translation>、費用 %1</translation>
    </message>
    <message>
        <source>By rule, without a language model</source>
        <translation>規則による（言語モデルなし）</translation>
    </message>
    <message>
        <source>Check the address under Language models and that the server runs.</source>
        <translation>「言語モデル」のアドレスと、サーバーが動いているかを確認してください。</translation>
    </message>
    <message>
        <source>The server has too much to do. Try again in a while.</source>
        <translation>サーバーが混み合っています。しばらくしてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>Choose another language model.</source>
        <translation>別の言語モデルを選んでください。</translation>
    </message>
    <message>
        <source>Nothing has changed; you can try again.</source>
        <translation>何も変わっていません。もう一度試せます。</translation>
    </message>
</context>
<context>
    <name>koma::ui::PreferencesDialog</name>
    <message>
        <source> mm</source>
        <extracomment>Millimetres, after a number.</extracomment>
        <translation> mm</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>環境設定</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <extracomment>Closes a window.</extracomment>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Reset all</source>
        <translation>すべてリセット(&amp;R)</translation>
    </message>
    <message>
        <source>Everything as in a new installation</source>
        <translation>すべての設定を初期状態に戻します</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外観</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>The page itself is always white: it is paper.</source>
        <translation>ページは紙なので、常に白で表示します。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>描画</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>プロセッサー (CPU)</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>グラフィックスカード (CUDA)</translation>
    </message>
    <message>
        <source>Draw on</source>
        <translation>描画デバイス</translation>
    </message>
    <message>
        <source>Automatic takes the graphics card when there is one. Holds from the next start of the program.</source>
        <translation>「自動」ではグラフィックスカードがあれば使います。次回の起動から有効です。</translation>
    </message>
    <message>
        <source> threads</source>
        <extracomment>Processor threads, after a number.</extracomment>
        <translation> スレッド</translation>
    </message>
    <message>
        <source>Processor use</source>
        <translation>プロセッサーの使用</translation>
    </message>
    <message>
        <source>Fewer threads leave more of the machine to other programs. Holds from the next start of the program.</source>
        <translation>少なくすると、ほかのプログラムに余裕ができます。次回の起動から有効です。</translation>
    </message>
    <message>
        <source>Put the first picture on the page</source>
        <translation>最初の画像をページに配置</translation>
    </message>
    <message>
        <source>A finished picture appears in a panel that has none. Later ones wait among the takes until you accept them.</source>
        <translation>画像のないコマには、描き上がった画像を表示します。2枚目以降は採用するまでテイクで待ちます。</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Gutter between rows</source>
        <translation>上下のコマ間</translation>
    </message>
    <message>
        <source>What the knife leaves when it cuts across the page.</source>
        <translation>コマ割りナイフで横に切ったときの間隔です。</translation>
    </message>
    <message>
        <source>Gutter between columns</source>
        <translation>左右のコマ間</translation>
    </message>
    <message>
        <source>What the knife leaves when it cuts down the page. A narrower one keeps the eye on its row.</source>
        <translation>コマ割りナイフで縦に切ったときの間隔です。狭くすると視線が段に沿って流れます。</translation>
    </message>
    <message>
        <source>Snap to gutters, guides and edges</source>
        <translation>コマ間、ガイド、端にスナップ</translation>
    </message>
    <message>
        <source>Hold Ctrl while you drag to do without it once.</source>
        <translation>Ctrlを押しながらドラッグすると、一時的にスナップしません。</translation>
    </message>
    <message>
        <source>Memory and safety</source>
        <translation>メモリと保存</translation>
    </message>
    <message>
        <source> MiB</source>
        <extracomment>Megabytes (of 1,048,576 bytes), after a number.</extracomment>
        <translation> MiB</translation>
    </message>
    <message>
        <source>Memory for pictures</source>
        <translation>画像用メモリ</translation>
    </message>
    <message>
        <source>Pictures beyond it are read from the disk again when you look at them. Models need theirs besides.</source>
        <translation>超えた分の画像は、表示するときにディスクから読み直します。モデル用のメモリは別に必要です。</translation>
    </message>
    <message>
        <source>Your work saves itself: every change is on the disk within a second, every finished picture before you see it. There is nothing to set, and no Save to forget.</source>
        <translation>作品は自動で保存されます。変更は1秒以内に、描き上がった画像は表示より先にディスクへ書き込みます。設定は不要で、保存し忘れもありません。</translation>
    </message>
    <message>
        <source>Of the program, from its next start. What your characters say stays as you wrote it.</source>
        <translation>表示言語です。次回の起動から有効です。セリフは書いたまま変わりません。</translation>
    </message>
    <message>
        <source>Off</source>
        <extracomment>how pictures are shown while they are drawn</extracomment>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>速い</translation>
    </message>
    <message>
        <source>Tiny autoencoder</source>
        <translation>小型オートエンコーダー</translation>
    </message>
    <message>
        <source>Previews</source>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>You see early where a picture is going and can stop it. The tiny autoencoder is sharper and needs a TAESD file in the model folders; without one previews are fast.</source>
        <translation>絵の行方が早く分かり、途中で止められます。小型オートエンコーダーはより鮮明ですが、モデルのフォルダーにTAESDファイルが必要です。なければ「速い」で表示します。</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>計画</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>設定…</translation>
    </message>
    <message>
        <source>Language models</source>
        <translation>言語モデル</translation>
    </message>
    <message>
        <source>They plan pages and panels, refine prompts and translate, on this machine or on a server that you name. Without one, pages are planned by rule. Nothing is sent anywhere before you ask for it.</source>
        <translation>ページやコマの計画、プロンプトの推敲、翻訳を、このパソコンか指定したサーバーで行います。なくてもページは規則で計画できます。あなたが頼むまで、何も送信されません。</translation>
    </message>
</context>
<context>
    <name>koma::ui::QueueDock</name>
    <message>
        <source>Queue</source>
        <translation>キュー</translation>
    </message>
    <message>
        <source>Pictures that are drawn and that wait</source>
        <translation>描画中と待機中の画像</translation>
    </message>
    <message>
        <source>Pictures that are being drawn, and those that wait, appear here.
Select a panel and press %1.</source>
        <translation>描画中と待機中の画像がここに並びます。
コマを選択して %1 を押してください。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a button&apos;s name and its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Draw once more</source>
        <translation>もう一度描画</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>先へ</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>後へ</translation>
    </message>
    <message>
        <source>To the other lane; what is in the background gives way</source>
        <translation>優先／バックグラウンドを切り替え。バックグラウンドは後回しになります</translation>
    </message>
    <message>
        <source>Cancel everything</source>
        <translation>すべて中止</translation>
    </message>
    <message>
        <source>Nothing to draw</source>
        <translation>描画待ちはありません</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) to draw</source>
        <translation>
            <numerusform>描画待ち %n 枚</numerusform>
        </translation>
    </message>
    <message>
        <source>Show panel</source>
        <translation>コマを表示</translation>
    </message>
    <message>
        <source>Draw before the background</source>
        <translation>優先して描画</translation>
    </message>
    <message>
        <source>Draw in the background</source>
        <translation>バックグラウンドで描画</translation>
    </message>
    <message>
        <source>Clear what has ended</source>
        <translation>終了した項目を消去</translation>
    </message>
</context>
<context>
    <name>koma::ui::RecentDelegate</name>
    <message>
        <source>No longer there</source>
        <translation>見つかりません</translation>
    </message>
</context>
<context>
    <name>koma::ui::RecentModel</name>
    <message>
        <source>It is no longer at %1</source>
        <translation>%1 に見つかりません</translation>
    </message>
</context>
<context>
    <name>koma::ui::Recipe</name>
    <message>
        <source>Drawn</source>
        <translation>描画日時</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>Who is here</source>
        <translation>登場人物</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>ショット</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード値</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>ステップ数</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>ガイダンス</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>サンプラー</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>Device</source>
        <extracomment>%1 a device as &quot;cpu&quot;, %2 a number type as &quot;float32&quot;</extracomment>
        <translation>デバイス</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %n thread(s)</source>
        <translation>
            <numerusform>%1、%2、%n スレッド</numerusform>
        </translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>エンジン</translation>
    </message>
    <message>
        <source>Model’s hash</source>
        <translation>モデルのハッシュ</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>レシピ</translation>
    </message>
    <message>
        <source>It cannot be read; the picture itself is safe.</source>
        <translation>読み込めません。画像は無事です。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a LoRA and its weight</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>LoRAs</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Control pictures</source>
        <translation>制御画像</translation>
    </message>
    <message>
        <source>Repainted</source>
        <extracomment>a part of the picture was drawn anew; %1 how strongly</extracomment>
        <translation>部分描き直し</translation>
    </message>
    <message>
        <source>with a strength of %1 %</source>
        <translation>強さ%1%</translation>
    </message>
    <message>
        <source>Likeness</source>
        <translation>似せる強さ</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Language agent</source>
        <extracomment>%1 how much the language agent counted, in percent</extracomment>
        <translation>言語エージェント</translation>
    </message>
</context>
<context>
    <name>koma::ui::ReferenceModel</name>
    <message>
        <source>Reference %1</source>
        <translation>参照画像 %1</translation>
    </message>
    <message>
        <source>Double click to crop, drag into another order, drop a picture to replace it</source>
        <translation>ダブルクリックで切り抜き、ドラッグで並べ替え、画像のドロップで差し替え</translation>
    </message>
</context>
<context>
    <name>koma::ui::ReferenceStrip</name>
    <message>
        <source>References</source>
        <translation>参照画像</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>差し替え</translation>
    </message>
    <message>
        <source>New reference</source>
        <translation>新しい参照画像</translation>
    </message>
    <message>
        <source>Drop pictures here, paste one, or choose a file.</source>
        <translation>ここに画像をドロップ、貼り付け、またはファイルを選択</translation>
    </message>
</context>
<context>
    <name>koma::ui::RegionList</name>
    <message>
        <source>The whole panel has one prompt. Divide it to say what is seen in each part, or draw boxes with the region tool.</source>
        <translation>コマ全体のプロンプトはひとつです。分割して部分ごとに書くか、領域ツールで枠を描いてください。</translation>
    </message>
    <message>
        <source>In columns</source>
        <translation>縦に分割</translation>
    </message>
    <message>
        <source>In rows</source>
        <translation>横に分割</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Base prompt</source>
        <extracomment>how much of the whole panel&apos;s prompt is heard in its regions</extracomment>
        <translation>基本プロンプト</translation>
    </message>
    <message>
        <source>ControlNets read the regions too</source>
        <translation>ControlNet も領域を読む</translation>
    </message>
    <message>
        <source>The base prompt sums up the picture</source>
        <translation>基本プロンプトを絵の要約にする</translation>
    </message>
    <message>
        <source>Divide the selected region, or the panel, in columns</source>
        <translation>選んだ領域かコマを縦に分割します</translation>
    </message>
    <message>
        <source>Divide the selected region, or the panel, in rows</source>
        <translation>選んだ領域かコマを横に分割します</translation>
    </message>
    <message>
        <source>Remove all regions: the panel has one prompt again</source>
        <translation>領域をすべて削除：コマのプロンプトはひとつに戻ります</translation>
    </message>
    <message>
        <source>The panel’s prompt. Write another one here, such as “two girls”.</source>
        <translation>コマのプロンプト。別のものを使うならここに（例：“two girls”）。</translation>
    </message>
    <message>
        <source>What the whole panel shows; it is heard beside the regions and, by its share, in them.</source>
        <translation>コマ全体の内容。領域の外で使われ、領域の中でも割合だけ使われます。</translation>
    </message>
    <message>
        <source>How much of the base prompt every region hears. 20 to 50 % where the regions show people of one kind.</source>
        <translation>各領域で基本プロンプトを聞く割合。同じ種類の人物を描き分けるときは 20～50 %。</translation>
    </message>
    <message>
        <source>Otherwise they hear the base prompt alone.</source>
        <translation>オフなら基本プロンプトだけを読みます。</translation>
    </message>
    <message>
        <source>SDXL has one summary of all words: the base prompt’s, or else the last region’s.</source>
        <translation>SDXL は全体の要約をひとつ持ちます。基本プロンプトのもの、でなければ最後の領域のものです。</translation>
    </message>
</context>
<context>
    <name>koma::ui::RegionRow</name>
    <message>
        <source>Region %1</source>
        <translation>領域 %1</translation>
    </message>
    <message>
        <source>Weight</source>
        <extracomment>how much a region&apos;s own prompt counts beside the panel&apos;s</extracomment>
        <translation>重み</translation>
    </message>
    <message>
        <source>Prompt of region %1</source>
        <translation>領域 %1 のプロンプト</translation>
    </message>
    <message>
        <source>What is seen in this part of the panel.</source>
        <translation>コマのこの部分に描くもの。</translation>
    </message>
    <message>
        <source>How much the region hears its own prompt; the rest is the panel’s.</source>
        <translation>領域が自分のプロンプトを聞く割合。残りはコマのものです。</translation>
    </message>
    <message>
        <source>Remove region %1</source>
        <translation>領域 %1 を削除</translation>
    </message>
    <message>
        <source>Hidden regions ask nothing of the model.</source>
        <translation>隠した領域はモデルに伝わりません。</translation>
    </message>
</context>
<context>
    <name>koma::ui::RegionTool</name>
    <message>
        <source>Draw the region inside a panel.</source>
        <translation>領域はコマの中に描いてください。</translation>
    </message>
    <message>
        <source>Draw the region larger.</source>
        <translation>領域をもっと大きく描いてください。</translation>
    </message>
    <message>
        <source>Select a panel first: the region goes into it.</source>
        <translation>先にコマを選んでください。領域はその中に置かれます。</translation>
    </message>
    <message>
        <source>Neighbours go along, Ctrl detaches. Esc puts everything back.</source>
        <translation>隣も一緒に動きます。Ctrl で切り離し、Esc で元に戻します。</translation>
    </message>
    <message>
        <source>Space moves the region, Esc puts nothing.</source>
        <translation>Space で移動、Esc で取りやめます。</translation>
    </message>
    <message>
        <source>Drag the line between regions. Ctrl detaches it from its neighbours.</source>
        <translation>領域の境目をドラッグします。Ctrl で隣から切り離します。</translation>
    </message>
    <message>
        <source>Enter writes its prompt, Ctrl+Alt+C and Ctrl+Alt+R divide it, Alt+arrows move its line.</source>
        <translation>Enter でプロンプト、Ctrl+Alt+C / Ctrl+Alt+R で分割、Alt+矢印で境目を移動。</translation>
    </message>
    <message>
        <source>Enter writes its prompt, arrows nudge it, Alt+arrows change its size. Drag beside it for another.</source>
        <translation>Enter でプロンプト、矢印で移動、Alt+矢印で大きさを変更。外をドラッグすると次の領域。</translation>
    </message>
    <message>
        <source>Drag a region in a panel; each has a prompt of its own. Ctrl+Alt+C divides a panel in columns.</source>
        <translation>コマの中をドラッグして領域を作ります。それぞれにプロンプトがあります。Ctrl+Alt+C でコマを縦に分割。</translation>
    </message>
</context>
<context>
    <name>koma::ui::RepaintForm</name>
    <message>
        <source>Strength</source>
        <extracomment>how much of what is under the mask is drawn anew</extracomment>
        <translation>強さ</translation>
    </message>
    <message>
        <source>Surroundings</source>
        <extracomment>how much around the mask the model sees</extracomment>
        <translation>周囲</translation>
    </message>
    <message>
        <source>Soft edge</source>
        <translation>境目のぼかし</translation>
    </message>
    <message>
        <source>Start from</source>
        <extracomment>what the masked part is filled with before it is drawn anew</extracomment>
        <translation>描き始め</translation>
    </message>
    <message>
        <source>Seam</source>
        <translation>継ぎ目</translation>
    </message>
    <message>
        <source>Mask brush</source>
        <translation>マスクブラシ</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反転</translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation>マスクを消去</translation>
    </message>
    <message>
        <source>Extend the picture</source>
        <translation>絵を広げる</translation>
    </message>
    <message>
        <source>The panel has grown beyond its picture, which is cut to cover it.</source>
        <translation>コマが絵より広がったため、絵は切り取って表示されています。</translation>
    </message>
    <message>
        <source>Paint what is to be drawn anew (%1)</source>
        <translation>描き直す部分を塗ります（%1）</translation>
    </message>
    <message>
        <source>Draw anew what is not masked, and keep what is (%1)</source>
        <translation>マスクしていない部分を描き直し、マスクした部分を残します（%1）</translation>
    </message>
    <message>
        <source>Draw the whole panel again (%1)</source>
        <translation>コマ全体を描き直します（%1）</translation>
    </message>
    <message>
        <source>Keeps the whole picture and draws what the frame shows beyond it</source>
        <translation>絵をすべて残し、枠の中で足りない部分を描きます</translation>
    </message>
    <message>
        <source>100 % keeps nothing under the mask; less follows what was there.</source>
        <translation>100%ではマスクの下を何も残しません。小さいほど元の絵に従います。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>How far around the mask the model looks.</source>
        <translation>マスクの周りをモデルがどこまで見るか。</translation>
    </message>
    <message>
        <source>Over which distance new and old run into each other.</source>
        <translation>新しい絵と元の絵がなじむ幅。</translation>
    </message>
    <message>
        <source>What the masked part is filled with before it is drawn anew.</source>
        <translation>描き直す前に、マスクした部分を何で埋めるか。</translation>
    </message>
    <message>
        <source>What is done where new and old meet.</source>
        <translation>新しい絵と元の絵の境目の処理。</translation>
    </message>
    <message>
        <source>Paint over what is to be drawn anew; the rest of the picture stays as it is.</source>
        <translation>描き直したい部分を塗ってください。絵の残りはそのままです。</translation>
    </message>
    <message>
        <source>This panel has no picture yet. The mask counts when it has one.</source>
        <translation>このコマにはまだ絵がありません。マスクは絵ができてから使われます。</translation>
    </message>
    <message>
        <source>“%1” cannot repaint a part. Choose another model, or clear the mask to draw it all.</source>
        <translation>「%1」は部分的な描き直しができません。別のモデルを選ぶか、マスクを消去して全体を描いてください。</translation>
    </message>
    <message>
        <source>Mask it</source>
        <extracomment>look for the part of the picture that words mean, and mask it</extracomment>
        <translation>マスクする</translation>
    </message>
    <message>
        <source>Mask by words: her hat</source>
        <extracomment>words that say which part of the picture is to be masked</extracomment>
        <translation>言葉でマスク：彼女の帽子</translation>
    </message>
    <message>
        <source>Mask by words</source>
        <translation>言葉でマスク</translation>
    </message>
    <message>
        <source>The model looks where it sees these words in the picture and masks that place. Paint on it with the brush, or undo it.</source>
        <translation>モデルが絵の中でこの言葉に当たる場所を探してマスクします。ブラシで直すか、取り消せます。</translation>
    </message>
</context>
<context>
    <name>koma::ui::SeamForm</name>
    <message>
        <source>Repaired by</source>
        <extracomment>the network that repairs the seam of a repainted part</extracomment>
        <translation>修復に使うモデル</translation>
    </message>
    <message>
        <source>Share</source>
        <extracomment>how much of what the network makes of the seam is taken</extracomment>
        <translation>割合</translation>
    </message>
    <message>
        <source>A DiffRIR file (x1) from the model folders.</source>
        <translation>モデルのフォルダーにある DiffRIR のファイル（x1）。</translation>
    </message>
    <message>
        <source>How much of the repair is taken; 0 % leaves the drawing as it is.</source>
        <translation>修復をどれだけ取り入れるか。0 % では描いたままになります。</translation>
    </message>
    <message>
        <source>No DiffRIR file for seams (x1) is in the model folders. Add its folder in the model manager.</source>
        <translation>モデルのフォルダーに継ぎ目用の DiffRIR のファイル（x1）がありません。モデル管理でフォルダーを追加してください。</translation>
    </message>
    <message>
        <source>Choose the file that repairs the seam.</source>
        <translation>継ぎ目を修復するファイルを選んでください。</translation>
    </message>
</context>
<context>
    <name>koma::ui::Section</name>
    <message>
        <source>Fold away</source>
        <translation>折りたたむ</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>展開</translation>
    </message>
</context>
<context>
    <name>koma::ui::SeedField</name>
    <message>
        <source>Seed</source>
        <translation>シード値</translation>
    </message>
    <message>
        <source>New for each take</source>
        <translation>テイクごとに新規</translation>
    </message>
    <message>
        <source>The same seed and settings give the same picture. Locked, only what you change changes.</source>
        <translation>同じシード値と設定からは同じ絵ができます。固定すると、変更した部分だけが変わります。</translation>
    </message>
    <message>
        <source>Lock another seed</source>
        <translation>別のシード値で固定</translation>
    </message>
    <message>
        <source>A seed is a whole number from 0 to %1.</source>
        <translation>シード値は 0～%1 の整数です。</translation>
    </message>
    <message>
        <source>Locked. Click to take a new seed for each take.</source>
        <translation>固定中。クリックするとテイクごとに新しいシード値になります。</translation>
    </message>
    <message>
        <source>Lock the seed of the picture that the page shows, %1</source>
        <translation>ページに表示中の画像のシード値 %1 で固定</translation>
    </message>
    <message>
        <source>Lock a seed</source>
        <translation>シード値を固定</translation>
    </message>
    <message>
        <source>Lock the seed</source>
        <translation>シード値を固定</translation>
    </message>
</context>
<context>
    <name>koma::ui::SelectTool</name>
    <message>
        <source>That frame would be smaller than %1 or cross itself. Nothing was changed.</source>
        <translation>コマ枠が %1 より小さくなるか、辺が交差します。変更しませんでした。</translation>
    </message>
    <message>
        <source>Move tail</source>
        <translation>しっぽの移動</translation>
    </message>
    <message>
        <source>Change shape</source>
        <translation>形の変更</translation>
    </message>
    <message>
        <source>Drag the tail to the mouth that speaks.</source>
        <translation>しっぽを話し手の口元へドラッグします。</translation>
    </message>
    <message>
        <source>Drag to change the shape. Shift keeps proportions, Alt the centre, Ctrl detaches from neighbours.</source>
        <translation>ドラッグで変形。Shift：縦横比固定&#x3000;Alt：中心固定&#x3000;Ctrl：隣のコマと連動しない</translation>
    </message>
    <message>
        <source>Everything inside the band is selected. Shift adds to the selection.</source>
        <translation>囲んだ範囲をすべて選択します。Shiftで選択に追加します。</translation>
    </message>
    <message>
        <source>Shift keeps to one direction, Ctrl does not snap, Esc puts everything back.</source>
        <translation>Shift：一方向に固定&#x3000;Ctrl：スナップなし&#x3000;Esc：元に戻す</translation>
    </message>
    <message>
        <source>Click to select, drag on the margin to select several.</source>
        <translation>クリックで選択、余白をドラッグで複数選択します。</translation>
    </message>
    <message>
        <source>Drag to move, with Alt to copy. Click again for what lies below. Arrows nudge by 0.1 mm.</source>
        <translation>ドラッグで移動、Altで複製。再クリックで下のものを選択。矢印キーで 0.1 mm ずつ移動します。</translation>
    </message>
</context>
<context>
    <name>koma::ui::SessionNotices</name>
    <message>
        <source>The copy is saved as “%1”.</source>
        <translation>コピーを「%1」として保存しました。</translation>
    </message>
    <message>
        <source>The copy “%1” could not be saved.</source>
        <translation>コピー「%1」を保存できませんでした。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>“%1” could not be saved. Your work is kept here, and saving is tried again every few seconds.</source>
        <translation>「%1」を保存できませんでした。作業内容は保持され、数秒ごとに保存を再試行します。</translation>
    </message>
    <message>
        <source>The disk is full, so “%1” is not saved. Free some space: your work is kept here meanwhile.</source>
        <translation>ディスクがいっぱいで「%1」を保存できません。空きを増やしてください。その間も作業内容は保持されます。</translation>
    </message>
    <message>
        <source>The folder of “%1” cannot be written to. Bring it back or allow it: your work is kept here meanwhile.</source>
        <translation>「%1」のフォルダーに書き込めません。フォルダーを戻すか、書き込みを許可してください。その間も作業内容は保持されます。</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>“%1” could not be opened.</source>
        <translation>「%1」を開けませんでした。</translation>
    </message>
    <message>
        <source>“%1” is not there any more.</source>
        <translation>「%1」が見つかりません。</translation>
    </message>
    <message>
        <source>“%1” cannot be made there. Choose another name.</source>
        <translation>その場所に「%1」を作成できません。別の名前にしてください。</translation>
    </message>
    <message>
        <source>“%1” is damaged or no Komawari work.</source>
        <translation>「%1」は破損しているか、Komawariの作品ではありません。</translation>
    </message>
    <message>
        <source>“%1” comes from a newer Komawari. Update the program to open it.</source>
        <translation>「%1」は新しいバージョンのKomawariで作成されています。プログラムを更新してください。</translation>
    </message>
    <message>
        <source>“%1” is open in another window.</source>
        <translation>「%1」は別のウィンドウで開いています。</translation>
    </message>
    <message>
        <source>“%1” is open in another window (%2). Close it there, or work on a copy.</source>
        <translation>「%1」は別のウィンドウ (%2) で開いています。そちらを閉じるか、コピーで作業してください。</translation>
    </message>
    <message>
        <source>Open a copy</source>
        <translation>コピーを開く</translation>
    </message>
    <message>
        <source>“%1” stays open because its last changes could not be saved.</source>
        <translation>最後の変更を保存できなかったため、「%1」を閉じていません。</translation>
    </message>
    <message>
        <source>Leave without saving</source>
        <translation>保存せずに閉じる</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) of this work are missing. Their places stay empty.</source>
        <translation>
            <numerusform>この作品の画像が %n 枚見つかりません。その場所は空のままになります。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::SliderField</name>
    <message>
        <source>%1 %2</source>
        <extracomment>a number and its unit</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Double-click the name to go back to “%1”.</source>
        <translation>名前をダブルクリックすると「%1」に戻ります。</translation>
    </message>
    <message>
        <source>“%1” is not a number; write, for example, %2.</source>
        <translation>「%1」は数値ではありません。%2 のように入力してください。</translation>
    </message>
    <message>
        <source>The most is %1.</source>
        <translation>最大値は %1 です。</translation>
    </message>
    <message>
        <source>The least is %1.</source>
        <translation>最小値は %1 です。</translation>
    </message>
</context>
<context>
    <name>koma::ui::StartPage</name>
    <message>
        <source>A manga studio</source>
        <translation>マンガ制作スタジオ</translation>
    </message>
    <message>
        <source>&amp;Open a work…</source>
        <translation>作品を開く(&amp;O)…</translation>
    </message>
    <message>
        <source>A folder that ends in .koma</source>
        <translation>末尾が .koma のフォルダー</translation>
    </message>
    <message>
        <source>Open the &amp;sample work</source>
        <translation>サンプル作品を開く(&amp;S)</translation>
    </message>
    <message>
        <source>“First Day”, three pages: a copy that you can change as you like</source>
        <translation>「First Day」全3ページ。自由に編集できるコピーです</translation>
    </message>
    <message>
        <source>Recent works</source>
        <translation>最近の作品</translation>
    </message>
    <message>
        <source>Works that you open appear here. A .koma folder can also be dropped on this window.</source>
        <translation>開いた作品がここに並びます。.koma フォルダーのドロップでも開けます。</translation>
    </message>
    <message>
        <source>New work</source>
        <translation>新規作品</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation>一覧から削除</translation>
    </message>
</context>
<context>
    <name>koma::ui::StatusLine</name>
    <message>
        <source>%1, %2 mm</source>
        <extracomment>Place of the pointer on the page: across, down.</extracomment>
        <translation>%1, %2 mm</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存済み</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>保存中…</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Zoom; click to fit the page</source>
        <translation>表示倍率。クリックでページ全体を表示</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>表示倍率</translation>
    </message>
</context>
<context>
    <name>koma::ui::SubjectForm</name>
    <message>
        <source>Subject adapter</source>
        <extracomment>a file that lets a model put people and things from pictures into boxes</extracomment>
        <translation>被写体アダプター</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Find the places from the phrases</source>
        <translation>呼び名から場所を探す</translation>
    </message>
    <message>
        <source>Threshold</source>
        <extracomment>how much of the words&apos; attention makes a place</extracomment>
        <translation>しきい値</translation>
    </message>
    <message>
        <source>From step</source>
        <extracomment>the step from which on places that were found count</extracomment>
        <translation>開始ステップ</translation>
    </message>
    <message>
        <source>Usual (%1)</source>
        <translation>標準（%1）</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>How strongly a phrase must be heard in a place to claim it.</source>
        <translation>その場所とみなすのに必要な、呼び名の強さ。</translation>
    </message>
    <message>
        <source>Before this step the boxes hold; from it on the places that were found.</source>
        <translation>このステップまでは枠、以降は見つけた場所を使います。</translation>
    </message>
    <message>
        <source>Choose a subject adapter</source>
        <translation>被写体アダプターを選択</translation>
    </message>
    <message>
        <source>MS-Diffusion adapters (*.bin *.safetensors)</source>
        <translation>MS-Diffusion アダプター (*.bin *.safetensors)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>As the work (%1)</source>
        <translation>作品と同じ（%1）</translation>
    </message>
    <message>
        <source>The file ms_adapter.bin; its image encoder lies beside it in the folder image_encoder.</source>
        <translation>ms_adapter.bin。画像エンコーダーは隣の image_encoder フォルダーに置きます。</translation>
    </message>
    <message>
        <source>Draw without it</source>
        <translation>使わずに描く</translation>
    </message>
    <message>
        <source>Only SDXL models take subjects by an adapter.</source>
        <translation>アダプターで被写体を入れられるのは SDXL モデルだけです。</translation>
    </message>
    <message>
        <source>Each person’s phrase is looked for in the picture while it is drawn; otherwise the boxes hold.</source>
        <translation>描きながら各人物の呼び名の場所を探します。オフなら枠のとおりです。</translation>
    </message>
    <message>
        <source>Places cannot be found while the panel has regions; the boxes hold.</source>
        <translation>コマに領域がある間は場所を探せません。枠のとおりに描きます。</translation>
    </message>
</context>
<context>
    <name>koma::ui::SubjectHeader</name>
    <message>
        <source>The reference picture before</source>
        <translation>前の参照画像</translation>
    </message>
    <message>
        <source>The next reference picture</source>
        <translation>次の参照画像</translation>
    </message>
    <message>
        <source>Not drawn yet</source>
        <translation>まだ描かれていません</translation>
    </message>
    <message>
        <source>The picture that the page shows</source>
        <translation>ページに表示中の絵</translation>
    </message>
    <message>
        <source>No reference picture yet</source>
        <extracomment>which of somebody&apos;s reference pictures</extracomment>
        <translation>参照画像はまだありません</translation>
    </message>
    <message>
        <source>Picture %1 of %2</source>
        <translation>画像 %1 / %2</translation>
    </message>
</context>
<context>
    <name>koma::ui::TakeModel</name>
    <message>
        <source>Take of %1, shown on the page</source>
        <translation>%1のテイク、ページに表示中</translation>
    </message>
    <message>
        <source>Take of %1</source>
        <translation>%1のテイク</translation>
    </message>
    <message>
        <source>The page shows this take</source>
        <translation>ページに表示中のテイクです</translation>
    </message>
    <message>
        <source>Press Enter to show this take on the page</source>
        <translation>Enterでこのテイクをページに表示します</translation>
    </message>
</context>
<context>
    <name>koma::ui::TakesDock</name>
    <message>
        <source>Takes</source>
        <translation>テイク</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>レシピ</translation>
    </message>
    <message>
        <source>Takes of the panel, the newest first</source>
        <translation>このコマのテイク（新しい順）</translation>
    </message>
    <message>
        <source>Show this take on the page</source>
        <translation>このテイクを採用してページに表示</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Compare in place: blink against the accepted take</source>
        <translation>その場で比較：採用中のテイクと交互に表示</translation>
    </message>
    <message>
        <source>Take up its prompt, seed and settings again</source>
        <translation>プロンプト、シード値、設定を呼び出す</translation>
    </message>
    <message>
        <source>Delete the selected takes</source>
        <translation>選択したテイクを削除</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>what a button does, and its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%n take(s)</source>
        <translation>
            <numerusform>%n テイク</numerusform>
        </translation>
    </message>
    <message>
        <source>No takes yet. Everything that is drawn for this panel is kept here.</source>
        <translation>テイクはまだありません。このコマに描いた絵はすべてここに残ります。</translation>
    </message>
    <message>
        <source>Select a panel to see everything that was drawn for it.</source>
        <translation>コマを選択すると、描いた絵がすべて表示されます。</translation>
    </message>
    <message>
        <source>The recipe of this take of %1 cannot be read.</source>
        <translation>%1のテイクのレシピを読み込めません。</translation>
    </message>
    <message>
        <source>Show on the page</source>
        <translation>採用してページに表示</translation>
    </message>
    <message>
        <source>Compare in place</source>
        <translation>その場で比較</translation>
    </message>
    <message>
        <source>Recall all settings</source>
        <translation>すべての設定を呼び出す</translation>
    </message>
    <message>
        <source>Show recipe</source>
        <translation>レシピを表示</translation>
    </message>
    <message>
        <source>Copy recipe</source>
        <translation>レシピをコピー</translation>
    </message>
    <message>
        <source>Save picture as…</source>
        <translation>画像を別名で保存…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>画像を保存</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG画像 (*.png)</translation>
    </message>
    <message>
        <source>The picture is saved as %1.</source>
        <translation>画像を %1 として保存しました。</translation>
    </message>
    <message>
        <source>The picture could not be saved as %1. Choose another place.</source>
        <translation>画像を %1 として保存できませんでした。別の場所を選んでください。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>別名で保存…</translation>
    </message>
    <message>
        <source>Enlarge for print</source>
        <translation>印刷用に拡大</translation>
    </message>
    <message>
        <source>Ctrl+Alt+E</source>
        <translation>Ctrl+Alt+E</translation>
    </message>
    <message>
        <source>Enlarge for print…</source>
        <translation>印刷用に拡大…</translation>
    </message>
</context>
<context>
    <name>koma::ui::TextTool</name>
    <message>
        <source>Write. Enter begins a new line, Esc or Ctrl+Enter leaves the balloon and keeps its text.</source>
        <translation>セリフを入力。Enterで改行、EscまたはCtrl+Enterで確定して終了します。</translation>
    </message>
    <message>
        <source>Click a balloon to write in it, or empty paper for a new one.</source>
        <translation>フキダシをクリックして入力、何もない場所をクリックして新規作成します。</translation>
    </message>
</context>
<context>
    <name>koma::ui::TimeLeft</name>
    <message>
        <source>%1 s left</source>
        <translation>残り %1 秒</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>残り %1 分</translation>
    </message>
</context>
<context>
    <name>koma::ui::ToolBox</name>
    <message>
        <source>Select</source>
        <translation>選択</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>コマ</translation>
    </message>
    <message>
        <source>Knife</source>
        <extracomment>The tool that cuts panels.</extracomment>
        <translation>コマ割りナイフ</translation>
    </message>
    <message>
        <source>Character box</source>
        <translation>キャラクター枠</translation>
    </message>
    <message>
        <source>Balloon</source>
        <translation>フキダシ</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>Mask brush</source>
        <extracomment>The brush that paints which part is drawn anew.</extracomment>
        <translation>マスクブラシ</translation>
    </message>
    <message>
        <source>Hand</source>
        <translation>手のひら</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>ズーム</translation>
    </message>
    <message>
        <source>Region</source>
        <extracomment>The tool that divides a panel among prompts.</extracomment>
        <translation>領域</translation>
    </message>
</context>
<context>
    <name>koma::ui::ToolStrip</name>
    <message>
        <source>Tools</source>
        <translation>ツール</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>koma::ui::TurnCard</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 a quick action such as &quot;Refine prompt&quot;, %2 the author&apos;s words</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Leave out: %1</source>
        <translation>除くもの：%1</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>Nothing changes; the answer stays in the conversation</source>
        <translation>何も変わりません。回答は会話に残ります</translation>
    </message>
</context>
<context>
    <name>koma::ui::WarningList</name>
    <message>
        <source>A box is for somebody who has left the cast. The panel cannot be drawn with it.</source>
        <translation>キャストにいない人物の枠があります。このままではコマを描画できません。</translation>
    </message>
    <message>
        <source>Reference picture %1 of %2 is missing or damaged. The panel cannot be drawn with it.</source>
        <translation>%2の参照画像%1がないか、破損しています。このままではコマを描画できません。</translation>
    </message>
    <message>
        <source>%1 has no reference picture. The model makes up the looks.</source>
        <translation>%1には参照画像がありません。見た目はモデル任せになります。</translation>
    </message>
    <message numerus="yes">
        <source>The model leaves room for %n balloon(s) in a panel. “%1” may cover the drawing.</source>
        <translation>
            <numerusform>このモデルが余白を空けるフキダシは1コマに%n個までです。「%1」が絵に重なるかもしれません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Place it anew</source>
        <translation>置き直す</translation>
    </message>
    <message>
        <source>Show in the cast</source>
        <translation>キャストで表示</translation>
    </message>
    <message>
        <source>Select the balloon</source>
        <translation>フキダシを選択</translation>
    </message>
    <message>
        <source>Take out of the panel</source>
        <translation>コマから外す</translation>
    </message>
    <message>
        <source>Drawing failed, and the picture is as before: %1</source>
        <extracomment>%1 the engine&apos;s sentence</extracomment>
        <translation>描画に失敗しました。絵は前のままです：%1</translation>
    </message>
    <message>
        <source>A balloon without text</source>
        <translation>セリフのないフキダシ</translation>
    </message>
    <message>
        <source>Somebody without a name</source>
        <translation>名前のない人物</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>%1 is left out: the box has no area.</source>
        <translation>%1は描かれません：枠の面積がありません。</translation>
    </message>
    <message>
        <source>%1 is left out: the box lies beside the panel.</source>
        <translation>%1は描かれません：枠がコマの外にあります。</translation>
    </message>
    <message numerus="yes">
        <source>%1 is left out: the model draws %n character(s) in a panel. Only the description joins the prompt.</source>
        <translation>
            <numerusform>%1は描かれません：このモデルが1コマに描けるのは%n人までです。説明だけがプロンプトに加わります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Region %1 has no words. Its part hears the panel’s prompt.</source>
        <translation>領域 %1 にプロンプトがありません。そこにはコマのプロンプトが使われます。</translation>
    </message>
    <message>
        <source>The regions leave a part of the panel free, but no prompt says what is there. It cannot be drawn.</source>
        <translation>領域のない部分がありますが、そこに何を描くかのプロンプトがありません。描けません。</translation>
    </message>
    <message>
        <source>Write its prompt</source>
        <translation>プロンプトを書く</translation>
    </message>
    <message>
        <source>Write the panel’s prompt</source>
        <translation>コマのプロンプトを書く</translation>
    </message>
</context>
<context>
    <name>koma::ui::WordCombo</name>
    <message>
        <source>Any expression</source>
        <translation>表情：指定なし</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>無表情</translation>
    </message>
    <message>
        <source>Smiling</source>
        <translation>笑顔</translation>
    </message>
    <message>
        <source>Laughing</source>
        <translation>大笑い</translation>
    </message>
    <message>
        <source>Angry</source>
        <translation>怒り</translation>
    </message>
    <message>
        <source>Sad</source>
        <translation>悲しみ</translation>
    </message>
    <message>
        <source>Surprised</source>
        <translation>驚き</translation>
    </message>
    <message>
        <source>Any pose</source>
        <translation>ポーズ：指定なし</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>立ち</translation>
    </message>
    <message>
        <source>Waving</source>
        <translation>手を振る</translation>
    </message>
    <message>
        <source>Pointing</source>
        <translation>指差し</translation>
    </message>
    <message>
        <source>Cheering</source>
        <translation>バンザイ</translation>
    </message>
    <message>
        <source>Facing anywhere</source>
        <translation>向き：指定なし</translation>
    </message>
    <message>
        <source>Facing left</source>
        <translation>左向き</translation>
    </message>
    <message>
        <source>Facing right</source>
        <translation>右向き</translation>
    </message>
    <message>
        <source>Facing us</source>
        <translation>正面</translation>
    </message>
    <message>
        <source>Facing away</source>
        <translation>後ろ向き</translation>
    </message>
    <message>
        <source>Any shot</source>
        <extracomment>how much of the people a panel shows</extracomment>
        <translation>指定なし</translation>
    </message>
    <message>
        <source>Close-up</source>
        <translation>アップ</translation>
    </message>
    <message>
        <source>Bust</source>
        <translation>バストショット</translation>
    </message>
    <message>
        <source>Full figure</source>
        <translation>全身</translation>
    </message>
    <message>
        <source>Wide</source>
        <translation>ロングショット</translation>
    </message>
    <message>
        <source>Crying</source>
        <translation>泣き</translation>
    </message>
    <message>
        <source>Embarrassed</source>
        <extracomment>blushing</extracomment>
        <translation>照れ</translation>
    </message>
    <message>
        <source>Sleepy</source>
        <translation>眠そう</translation>
    </message>
    <message>
        <source>Winking</source>
        <extracomment>with one eye</extracomment>
        <translation>ウインク</translation>
    </message>
    <message>
        <source>In profile</source>
        <extracomment>a pose: seen from the side</extracomment>
        <translation>横顔</translation>
    </message>
</context>
<context>
    <name>koma::ui::ZoomTool</name>
    <message>
        <source>Click to look closer, with Alt from further away. Drag around what you want to see.</source>
        <translation>クリックで拡大、Alt+クリックで縮小。見たい範囲をドラッグで囲みます。</translation>
    </message>
</context>
<context>
    <name>koma::ui::panelLabel</name>
    <message>
        <source>Page %1, %2</source>
        <extracomment>%1 is a page&apos;s number, %2 the name of one of its panels</extracomment>
        <translation>ページ %1、%2</translation>
    </message>
    <message>
        <source>Page %1, panel %2</source>
        <translation>ページ %1、コマ %2</translation>
    </message>
</context>
</TS>
