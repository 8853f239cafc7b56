from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0003_words_of_models")]

    operations = [
        migrations.RenameField("itemversion", "option_count", "order_length"),
        migrations.AddField(
            "itemversion",
            "variable_count",
            models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='quiz',
            name='asks_confidence',
            field=models.BooleanField(default=True, help_text='答えと一緒に記録します。点数には影響しません。', verbose_name='自信をたずねる'),
        ),
        migrations.AlterField(
            model_name='item',
            name='type',
            field=models.CharField(choices=[('single_choice', '一つ選ぶ'), ('multiple_response', 'すべて選ぶ'), ('true_false', '正誤'), ('matching', '組み合わせ'), ('ordering', '並べ替え'), ('numeric', '数値'), ('short_text', '短答'), ('cloze', '穴埋め'), ('matrix', '表で答える'), ('hottext', '怪しいところを選ぶ'), ('scenario', '場面問題'), ('likert', '5段階（採点なし）'), ('rating', '0〜10（採点なし）'), ('free_text', '自由記述（採点なし）')], max_length=20, verbose_name='形式'),
        ),
        migrations.AlterField(
            model_name='itemversion',
            name='type',
            field=models.CharField(choices=[('single_choice', '一つ選ぶ'), ('multiple_response', 'すべて選ぶ'), ('true_false', '正誤'), ('matching', '組み合わせ'), ('ordering', '並べ替え'), ('numeric', '数値'), ('short_text', '短答'), ('cloze', '穴埋め'), ('matrix', '表で答える'), ('hottext', '怪しいところを選ぶ'), ('scenario', '場面問題'), ('likert', '5段階（採点なし）'), ('rating', '0〜10（採点なし）'), ('free_text', '自由記述（採点なし）')], max_length=20),
        ),
    ]
