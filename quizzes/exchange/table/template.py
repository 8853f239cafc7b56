"""An example of every type, as a workbook to be filled in."""

from typing import Any

from quizzes.exchange.parcel import ExchangedItem

EXAMPLES: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "single_choice",
        {
            "stem": "知らない差出人のメールの添付ファイルは、どうしますか。",
            "options": [
                {
                    "id": "a",
                    "text": "開いて確かめる",
                    "key": False,
                    "explanation": "開くと感染することがあります。",
                },
                {
                    "id": "b",
                    "text": "開かずに情報システム担当に知らせる",
                    "key": True,
                    "explanation": "ほかの職員も守れます。",
                },
                {
                    "id": "c",
                    "text": "同僚に転送して聞く",
                    "key": False,
                    "explanation": "被害を広げます。",
                },
            ],
            "points": 1,
        },
    ),
    (
        "multiple_response",
        {
            "stem": "個人情報に当たるものを、すべて選んでください。",
            "options": [
                {"id": "a", "text": "氏名", "key": True, "explanation": ""},
                {"id": "b", "text": "顔の写真", "key": True, "explanation": ""},
                {"id": "c", "text": "庁舎の住所", "key": False, "explanation": ""},
            ],
            "scoring": "each",
            "points": 2,
        },
    ),
    (
        "true_false",
        {
            "stem": "離席するときは画面をロックする。",
            "options": [
                {"id": "a", "text": "正しい", "key": True, "explanation": ""},
                {"id": "b", "text": "誤り", "key": False, "explanation": ""},
            ],
            "points": 1,
        },
    ),
    (
        "matching",
        {
            "stem": "機器と役割を組み合わせてください。",
            "sources": [
                {"id": "a", "text": "ルーター", "target": "b"},
                {"id": "b", "text": "ハードディスク", "target": "a"},
            ],
            "targets": [
                {"id": "a", "text": "記録する"},
                {"id": "b", "text": "ネットワークをつなぐ"},
                {"id": "c", "text": "印刷する"},
            ],
            "scoring": "each",
            "points": 1,
        },
    ),
    (
        "ordering",
        {
            "stem": "感染に気づいたときにすることを、順に並べてください。",
            "entries": [
                {"id": "a", "text": "ネットワークから切り離す"},
                {"id": "b", "text": "情報システム担当に知らせる"},
                {"id": "c", "text": "経過を記録する"},
            ],
            "scoring": "all",
            "points": 1,
        },
    ),
    (
        "numeric",
        {
            "stem": "1.5 GB は何 MB ですか（1 GB＝1,000 MB）。",
            "value": "1500",
            "tolerance": "0",
            "unit": "MB",
            "accepted_units": ["メガバイト"],
            "points": 1,
        },
    ),
    (
        "short_text",
        {
            "stem": "本人になりすましたメールで情報をだまし取る手口を何といいますか。",
            "accepted": ["フィッシング", "フィッシング詐欺"],
            "points": 1,
        },
    ),
    (
        "cloze",
        {
            "stem": "空欄を埋めてください。",
            "text": "パスワードは[[a]]ごとに変え、[[b]]には教えない。",
            "gaps": [
                {
                    "id": "a",
                    "options": [
                        {"id": "a", "text": "サービス", "key": True},
                        {"id": "b", "text": "部署", "key": False},
                    ],
                },
                {"id": "b", "accepted": ["他人", "ほかの人"]},
            ],
            "scoring": "all",
            "points": 1,
        },
    ),
    (
        "matrix",
        {
            "stem": "それぞれ、庁外に持ち出せるかを選んでください。",
            "choices": [
                {"id": "a", "text": "持ち出せる"},
                {"id": "b", "text": "許可が要る"},
            ],
            "statements": [
                {"id": "a", "text": "広報紙", "choice": "a"},
                {"id": "b", "text": "住民の名簿", "choice": "b"},
            ],
            "scoring": "all",
            "points": 1,
        },
    ),
    (
        "hottext",
        {
            "stem": "このメールの怪しいところを、すべて選んでください。",
            "medium": "mail",
            "lines": [
                {
                    "label": "差出人",
                    "segments": [
                        {"text": "総務課 "},
                        {
                            "id": "a",
                            "text": "soumu@city.example.com",
                            "key": True,
                            "explanation": "市のアドレスではありません。",
                        },
                    ],
                },
                {
                    "label": "件名",
                    "segments": [
                        {
                            "id": "b",
                            "text": "年末調整の書類",
                            "key": False,
                            "explanation": "よくある件名です。",
                        }
                    ],
                },
            ],
            "scoring": "each",
            "points": 1,
        },
    ),
    (
        "likert",
        {"stem": "この研修は役に立ちましたか。", "low": "まったく", "high": "とても"},
    ),
    (
        "rating",
        {"stem": "同僚に勧めたいですか。", "low": "勧めない", "high": "強く勧める"},
    ),
    ("free_text", {"stem": "気づいたことを書いてください。", "longest": 400}),
)


def workbook() -> bytes:
    """Return the workbook: a row for each type, to be written over."""
    from quizzes.exchange.table import write_xlsx

    items = [
        ExchangedItem(place="", title="", type=kind, document=document)
        for kind, document in EXAMPLES
    ]
    return write_xlsx(items)[0]
