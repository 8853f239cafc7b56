"""One document of every item type, small and with nothing left out."""


def option(identity, text, *, key=False):
    return {"id": identity, "text": text, "key": key, "explanation": f"{text}の解説"}


def choice(stem, *options, **more):
    return {"stem": stem, "options": list(options), "points": 1, **more}


DOCUMENTS = {
    "single_choice": choice(
        "一つ選ぶと、どれですか。",
        option("a", "甲", key=True),
        option("b", "乙"),
        option("c", "丙"),
    ),
    "multiple_response": choice(
        "すべて選ぶと、どれですか。",
        option("a", "甲", key=True),
        option("b", "乙", key=True),
        option("c", "丙"),
        option("d", "丁"),
        scoring="each",
    ),
    "true_false": choice(
        "この文は正しいですか。",
        option("a", "正しい"),
        option("b", "誤り", key=True),
    ),
    "matching": {
        "stem": "語と意味を組み合わせてください。",
        "sources": [
            {"id": "a", "text": "可用性", "target": "x", "explanation": "止まらない"},
            {"id": "b", "text": "機密性", "target": "y"},
        ],
        "targets": [
            {"id": "x", "text": "使いたいときに使える"},
            {"id": "y", "text": "見てよい人だけが見る"},
            {"id": "z", "text": "速い"},
        ],
        "scoring": "each",
        "points": 2,
        "explanation": "情報セキュリティの三要素のうちの二つです。",
    },
    "ordering": {
        "stem": "行う順に並べてください。",
        "entries": [
            {"id": "a", "text": "LANケーブルを抜く"},
            {"id": "b", "text": "担当に電話する"},
            {"id": "c", "text": "記録を残す"},
        ],
        "scoring": "each",
        "points": 3,
        "explanation": "まず広がりを止めます。",
    },
    "numeric": {
        "stem": "1 GB は何 MB ですか。",
        "value": 1000,
        "tolerance": 24,
        "unit": "MB",
        "accepted_units": ["メガバイト"],
        "points": 1,
        "explanation": "1,024とする数え方もあります。",
    },
    "short_text": {
        "stem": "通信を暗号にする仕組みを三文字で。",
        "accepted": ["TLS", "ティーエルエス"],
        "points": 1,
        "explanation": "SSLの後継です。",
    },
    "cloze": {
        "stem": "空欄を埋めてください。",
        "text": "合言葉は[[a]]桁以上にし、[[b]]しません。",
        "gaps": [
            {
                "id": "a",
                "options": [
                    {"id": "a", "text": "4", "key": False},
                    {"id": "b", "text": "12", "key": True},
                ],
            },
            {"id": "b", "accepted": ["使い回し", "再利用"]},
        ],
        "scoring": "each",
        "points": 2,
        "explanation": "長さと使い分けが効きます。",
    },
    "matrix": {
        "stem": "それぞれ、送ってよいものですか。",
        "choices": [{"id": "y", "text": "よい"}, {"id": "n", "text": "いけない"}],
        "statements": [
            {"id": "a", "text": "住民の名簿", "choice": "n"},
            {"id": "b", "text": "公開ずみの資料", "choice": "y"},
            {"id": "c", "text": "合言葉", "choice": "n"},
        ],
        "scoring": "each",
        "points": 3,
        "explanation": "公開ずみのものだけが送れます。",
    },
    "hottext": {
        "stem": "届いたメールです。",
        "medium": "mail",
        "lines": [
            {
                "label": "差出人",
                "segments": [
                    {
                        "id": "a",
                        "text": "support@examp1e.jp",
                        "key": True,
                        "explanation": "Lが数字の1です。",
                    }
                ],
            },
            {
                "label": "",
                "segments": [
                    {"text": "いつもありがとうございます。"},
                    {
                        "id": "b",
                        "text": "本日中に",
                        "key": True,
                        "explanation": "急がせています。",
                    },
                    {
                        "id": "c",
                        "text": "お手続きください。",
                        "key": False,
                        "explanation": "普通の言い方です。",
                    },
                ],
            },
        ],
        "scoring": "each",
        "points": 2,
    },
    "likert": {"stem": "研修は役に立ちましたか。", "low": "まったく", "high": "とても"},
    "rating": {"stem": "同僚に勧めますか。", "low": "勧めない", "high": "勧める"},
    "free_text": {"stem": "困っていることを書いてください。", "longest": 300},
}
DOCUMENTS["scenario"] = {
    "stem": "窓口で知らない USB メモリを拾いました。",
    "parts": [
        {
            "id": "p1",
            "type": "single_choice",
            "document": DOCUMENTS["single_choice"],
        },
        {"id": "p2", "type": "ordering", "document": DOCUMENTS["ordering"]},
    ],
    "points": 4,
}
