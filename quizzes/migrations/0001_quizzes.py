
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='QuizPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('requirement', models.CharField(choices=[('required', 'Required'), ('optional', 'Optional'), ('one_of', 'One of a group')], default='required', help_text='Whether the course can be completed without this.', max_length=10, verbose_name='Requirement')),
                ('group', models.CharField(blank=True, help_text='Of activities with the same group name one is enough. Only for “one of a group”.', max_length=50, verbose_name='Group')),
                ('intro', wagtail.fields.RichTextField(blank=True, help_text='Shown before the first question.', verbose_name='Introduction')),
                ('questions', wagtail.fields.StreamField([('single_choice', 12), ('multiple_choice', 15), ('true_false', 19), ('matching', 26), ('ordering', 29), ('short_answer', 36), ('numeric', 42), ('reflection', 45)], block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'superscript', 'subscript'], 'help_text': 'The first paragraph stands out; the rest follows below it.', 'label': 'Question'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Choice', 'max_length': 1000}), 2: ('wagtail.blocks.BooleanBlock', (), {'label': 'Right', 'required': False}), 3: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 5, 'help_text': 'Leave empty for the usual weights; a number here replaces the tick.', 'label': 'Weight, %', 'max_digits': 8, 'max_value': 100, 'min_value': -100, 'required': False}), 4: ('wagtail.blocks.TextBlock', (), {'help_text': 'Shown after the answer, to those who chose this.', 'label': 'Feedback', 'required': False, 'rows': 2}), 5: ('wagtail.blocks.StructBlock', [[('text', 1), ('right', 2), ('weight', 3), ('feedback', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'help_text': 'Tick the right one. A weight makes another one partly right.', 'label': 'Choices', 'min_num': 2}), 7: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'superscript', 'subscript'], 'help_text': 'Shown with the result, whatever was answered: why it is so.', 'label': 'Explanation', 'required': False}), 8: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'default': 1, 'help_text': 'What a right answer earns. A partly right one earns its share.', 'label': 'Mark', 'max_digits': 7, 'max_value': 1000, 'min_value': 0}), 9: ('wagtail.blocks.TextBlock', (), {'help_text': 'Folded away; learners may open it before they answer.', 'label': 'Hint', 'required': False, 'rows': 2}), 10: ('wagtail.blocks.CharBlock', (), {'help_text': 'The act and article, shown with the result.', 'label': 'Source', 'max_length': 500, 'required': False}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'For reports and imports; learners do not see it. Left empty, the question itself is used.', 'label': 'Short name', 'max_length': 255, 'required': False}), 12: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('choices', 6), ('feedback', 7), ('max_mark', 8), ('hint', 9), ('source', 10), ('title', 11)]], {}), 13: ('wagtail.blocks.ListBlock', (5,), {'help_text': 'Tick all the right ones. Usually they share the mark equally, and a wrong one takes a share back.', 'label': 'Choices', 'min_num': 2}), 14: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Only exactly the right choices earn the mark; weights do not count.', 'label': 'All or nothing', 'required': False}), 15: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('choices', 13), ('all_or_nothing', 14), ('feedback', 7), ('max_mark', 8), ('hint', 9), ('source', 10), ('title', 11)]], {}), 16: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('true', 'True'), ('false', 'False')], 'label': 'The statement is'}), 17: ('wagtail.blocks.TextBlock', (), {'label': 'Feedback to those who answered “true”', 'required': False, 'rows': 2}), 18: ('wagtail.blocks.TextBlock', (), {'label': 'Feedback to those who answered “false”', 'required': False, 'rows': 2}), 19: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('is_true', 16), ('feedback_true', 17), ('feedback_false', 18), ('feedback', 7), ('max_mark', 8), ('hint', 9), ('source', 10), ('title', 11)]], {}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Left side', 'max_length': 500}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'What belongs to it', 'max_length': 500}), 22: ('wagtail.blocks.StructBlock', [[('left', 20), ('right', 21)]], {}), 23: ('wagtail.blocks.ListBlock', (22,), {'help_text': 'The right side is shuffled for learners. Two pairs may share a right side.', 'label': 'Pairs', 'min_num': 2}), 24: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 500}), 25: ('wagtail.blocks.ListBlock', (24,), {'default': [], 'help_text': 'Offered on the right, belonging to nothing.', 'label': 'Extra choices', 'required': False}), 26: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('pairs', 23), ('distractors', 25), ('feedback', 7), ('max_mark', 8), ('hint', 9), ('source', 10), ('title', 11)]], {}), 27: ('wagtail.blocks.CharBlock', (), {'label': 'Step', 'max_length': 500}), 28: ('wagtail.blocks.ListBlock', (27,), {'help_text': 'Write them in the right order; learners see them shuffled.', 'label': 'Steps', 'min_num': 2}), 29: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('items', 28), ('feedback', 7), ('max_mark', 8), ('hint', 9), ('source', 10), ('title', 11)]], {}), 30: ('wagtail.blocks.CharBlock', (), {'help_text': 'A star stands for any text: “hromad*”. Write \\* for a real star.', 'label': 'Answer', 'max_length': 500}), 31: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 5, 'help_text': 'Empty: the whole mark. 0 for a usual mistake that deserves feedback of its own.', 'label': 'Earns, %', 'max_digits': 8, 'max_value': 100, 'min_value': 0, 'required': False}), 32: ('wagtail.blocks.TextBlock', (), {'help_text': 'Shown after the answer, to those who gave this one.', 'label': 'Feedback', 'required': False, 'rows': 2}), 33: ('wagtail.blocks.StructBlock', [[('text', 30), ('percent', 31), ('feedback', 32)]], {}), 34: ('wagtail.blocks.ListBlock', (33,), {'help_text': 'Apostrophes, dashes, spaces, look-alike Latin letters and a full stop at the end make no difference. The first answer that fits counts.', 'label': 'Accepted answers', 'min_num': 1}), 35: ('wagtail.blocks.BooleanBlock', (), {'label': 'Capital letters matter', 'required': False}), 36: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('accepted', 34), ('case_sensitive', 35), ('feedback', 7), ('max_mark', 8), ('hint', 9), ('source', 10), ('title', 11)]], {}), 37: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 10, 'label': 'Number', 'max_digits': 30}), 38: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 10, 'help_text': 'Empty: exactly this number. 0.5 accepts half a unit less or more.', 'label': 'Give or take', 'max_digits': 30, 'min_value': 0, 'required': False}), 39: ('wagtail.blocks.StructBlock', [[('value', 37), ('tolerance', 38), ('percent', 31), ('feedback', 32)]], {}), 40: ('wagtail.blocks.ListBlock', (39,), {'help_text': 'The first one that fits counts: put the exact one above the wide one.', 'label': 'Accepted numbers', 'min_num': 1}), 41: ('wagtail.blocks.CharBlock', (), {'help_text': 'Stands after the field: days, %, UAH. Learners may type it or not.', 'label': 'Unit', 'max_length': 50, 'required': False}), 42: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('accepted', 40), ('unit', 41), ('feedback', 7), ('max_mark', 8), ('hint', 9), ('source', 10), ('title', 11)]], {}), 43: ('wagtail.blocks.TextBlock', (), {'help_text': 'Shown after the answer, to compare with.', 'label': 'Model answer', 'required': False, 'rows': 5}), 44: ('wagtail.blocks.CharBlock', (), {'help_text': 'Stands at the field, for example: three to five sentences.', 'label': 'Advice', 'max_length': 255, 'required': False}), 45: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('model_answer', 43), ('advice', 44), ('feedback', 7), ('hint', 9), ('source', 10), ('title', 11)]], {})}, help_text='Changing them later hurts nobody who has begun.', verbose_name='Questions')),
                ('pass_mark', models.PositiveSmallIntegerField(default=70, help_text='The share of the marks needed to pass. 0 where no question is graded.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='Pass mark, %')),
                ('attempt_limit', models.PositiveSmallIntegerField(default=0, help_text='How many times a learner may try. 0 is without limit.', verbose_name='Attempts')),
                ('grading_method', models.CharField(choices=[('best', 'Best attempt'), ('last', 'Last attempt'), ('first', 'First attempt'), ('average', 'Average of the attempts')], default='best', max_length=10, verbose_name='Which attempt counts')),
                ('shuffle_questions', models.BooleanField(default=False, help_text='Every attempt gets an order of its own.', verbose_name='Shuffle questions')),
                ('shuffle_choices', models.BooleanField(default=True, help_text='Matching and ordering are always shuffled.', verbose_name='Shuffle choices')),
                ('feedback_timing', models.CharField(choices=[('at_once', 'After each question, and then the answer is final'), ('at_end', 'After the whole quiz')], default='at_end', max_length=10, verbose_name='Feedback')),
                ('show_answers', models.CharField(choices=[('always', 'With every result'), ('passed', 'Once the quiz is passed'), ('last_attempt', 'After the last attempt'), ('never', 'Never')], default='always', help_text='When the result shows what would have been right.', max_length=15, verbose_name='Right answers and explanations')),
            ],
            options={
                'verbose_name': 'quiz',
                'verbose_name_plural': 'quizzes',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='QuizVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quiz_key', models.UUIDField()),
                ('digest', models.CharField(max_length=64)),
                ('schema_version', models.PositiveSmallIntegerField()),
                ('locale', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=255)),
                ('definition', models.JSONField()),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'quiz version',
                'verbose_name_plural': 'quiz versions',
                'constraints': [models.UniqueConstraint(fields=('quiz_key', 'digest'), name='quiz_version_once')],
            },
        ),
    ]
