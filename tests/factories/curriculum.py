"""A small curriculum written into a folder, for tests of its reading and import."""

TIER = """code = "t1"
title = "段一"
summary = "要約です。"
order = 1
"""
OBJECTIVES = """[[objective]]
code = "t1-one"
title = "一つ目ができる"
level = "apply"
[[objective.schemes]]
scheme = "IP6.5"
code = "23"

[[objective]]
code = "t1-two"
title = "二つ目がわかる"
level = "understand"
"""
COURSE = """---
code: c1
title: コース一
summary: 要約です。
minutes: 7
owner: 情報担当
review_on: 2027-10-01
change: major
quiz: c1-test
---
これができるようになります。
"""
LESSON = """---
title: レッスン一
minutes: 7
objectives: [t1-one]
owner: 情報担当
review_on: 2027-10-01
change: major
---
## 場面

窓口の話です。

## 考え方

[[標的型メール|term:mail-attack]]は {{city:csirt_extension}} へ。

:::callout warning 注意すること
中身
:::

:::figure box.svg
alt: 四角が一つ
箱の図
:::

## 例

:::compare 二つの違い
| 名前 | 値 |
|---|---|
| あ | 1 |
:::

## 月曜にすること

:::steps 手順
1. まず見る
2. 次に話す
:::

## 確認

:::check あて先
どれですか。

- [x] これ :: よい
- [ ] あれ :: ちがう
:::

:::check 中身
どれですか。

- [ ] これ :: ちがう
- [x] あれ :: よい
:::
"""
ITEMS = """[[item]]
code = "c1-001"
type = "true_false"
objective = "t1-one"
stem = "窓口のメールは、開く前に送信元を確かめる。"
source = ""
review_on = 2027-10-01
[[item.options]]
text = "正しい"
key = true
explanation = "先に確かめます。"
[[item.options]]
text = "誤り"
key = false
explanation = "開いた後では遅いことがあります。"
"""
QUIZ = """code = "c1-test"
title = "理解度確認テスト"
time_limit_minutes = 20
attempts_allowed = 0
pass_mark = 0.8
shuffle_options = true
feedback = "after_submit"
[[sections]]
code = "all"
title = "全体"
floor = 0
count = 1
objectives = ["t1-one"]
"""
GLOSSARY = """[[term]]
code = "mail-attack"
term = "標的型攻撃メール"
reading = "ひょうてきがた"
meaning = "ねらいを定めて送られるメールです。"
source = ""
review_on = 2027-10-01
"""
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9"/></svg>'
)

FILES = {
    "glossary.toml": GLOSSARY,
    "t1/tier.toml": TIER,
    "t1/objectives.toml": OBJECTIVES,
    "t1/c1/course.md": COURSE,
    "t1/c1/01-l1.md": LESSON,
    "t1/c1/items.toml": ITEMS,
    "t1/c1/quiz.toml": QUIZ,
    "t1/c1/figures/box.svg": SVG,
}


def write_curriculum(folder, **changed):
    """Write the files; ``changed`` by name, e.g. ``**{"t1/tier.toml": "…"}``."""
    for name, content in {**FILES, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8")
    return folder


LESSON_FILE = "t1/c1/01-l1.md"


def line_of(text, part):
    """Number, from 1, of the first line that contains a part."""
    return next(n for n, line in enumerate(text.split("\n"), 1) if part in line)
