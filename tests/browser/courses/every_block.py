"""A lesson with every block there is, as the files of a curriculum."""

from pathlib import Path

from tests.factories.curriculum import LESSON_FILE, OBJECTIVES, write_curriculum

FILES = Path(__file__).resolve().parents[2] / "files"
ADDRESS = "/courses/t1/c1/l1/"
CAPTIONS = """WEBVTT

00:00.000 --> 00:03.000
送る前に、あて先を声に出して読みます。
"""
LESSON = """---
title: すべての部品
minutes: 7
objectives: [t1-one]
owner: 情報担当
review_on: 2027-10-01
change: major
---
## 場面

窓口に[[標的型攻撃メール|term:mail-attack]]が届きました。**急いで**返事をする前に `Ctrl` を。

### 小さな見出し

- 一つ目
- 二つ目

> 引用した文です。

## 考え方

:::callout info お知らせの題名
お知らせの文です。
:::

:::callout tip こつの題名
こつの文です。
:::

:::callout warning 注意の題名
注意の文です。{{city:csirt_extension}} へ知らせます。
:::

:::plain
やさしい言葉で言うと、こうです。
:::

:::figure box.svg
alt: 四角が一つ
箱の図
:::

:::video short.webm
captions: short.vtt

送る前に、あて先を声に出して読みます。
:::

:::download table.csv 記入用の表
:::

## 例

:::compare 三つの置き場所
| 置き場所 | だれが見られるか | 向いているもの | 向かないもの |
|---|---|---|---|
| 共有フォルダー | 課の全員 | 作りかけの文書 | 本人だけの相談記録 |
| 文書管理システム | 決裁の道すじの人 | 決裁した文書 | 下書き |
:::

:::scenario 電話がかかってきた
「システム会社の者ですが、パスワードを」と言われました。

- [x] 切って、台帳の番号へかけ直す :: 相手が本物かを自分で確かめられます。
- [ ] 名前を聞いて伝える :: 名乗るだけなら、だれにでもできます。
:::

## 月曜にすること

:::steps 二つの手順
1. まず見る
2. 次に話す
:::

## 確認

:::check 一つ選ぶ
どれですか。

- [x] これ :: よい選び方です。
- [ ] あれ :: ちがいます。
:::

:::check すべて選ぶ
あてはまるのはどれですか。

- [x] 一つ目 :: あてはまります。
- [x] 二つ目 :: あてはまります。
- [ ] 三つ目 :: あてはまりません。
:::
"""
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" width="900" '
    'height="300"><rect x="5" y="5" width="20" height="20" fill="#0017c1"/></svg>'
)


def write(folder):
    """Write the curriculum into a folder and return it."""
    return write_curriculum(
        folder,
        **{
            LESSON_FILE: LESSON,
            "t1/objectives.toml": OBJECTIVES,
            "t1/c1/figures/box.svg": SVG,
            "t1/c1/files/short.webm": (FILES / "short.webm").read_bytes(),
            "t1/c1/files/short.vtt": CAPTIONS,
            "t1/c1/files/table.csv": "項目,内容\n",
        },
    )
