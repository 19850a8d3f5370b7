
import courses.models.course_rows
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CourseIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('intro', wagtail.fields.RichTextField(blank=True, help_text='One or two sentences above the list of courses.', verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'catalogue of courses',
                'verbose_name_plural': 'catalogues of courses',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='LessonPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('requirement', models.CharField(choices=[('required', 'Required'), ('optional', 'Optional'), ('one_of', 'One of a group')], default='required', help_text='Whether the course can be completed without this.', max_length=10, verbose_name='Requirement')),
                ('group', models.CharField(blank=True, help_text='Of activities with the same group name one is enough. Only for “one of a group”.', max_length=50, verbose_name='Group')),
                ('goal', models.TextField(help_text='One sentence: what the learner will understand or be able to do.', max_length=400, verbose_name='goal')),
                ('audience', models.CharField(choices=[('everyone', 'everyone'), ('residents', 'residents'), ('officials', 'officials'), ('activists', 'activists')], default='everyone', help_text='Whom the lesson is written for. Others may read it too.', max_length=9, verbose_name='audience')),
                ('minutes', models.PositiveSmallIntegerField(default=45, help_text='How long reading, the exercise and the quiz take together.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='minutes')),
                ('body', wagtail.fields.StreamField([('section', 72)], block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Two to six words.', 'label': 'title', 'max_length': 120}), 1: ('courses.blocks.TextBlock', (), {}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'Read aloud instead of the picture, and shown while it loads. Say what a learner needs to know.', 'label': 'what it shows', 'max_length': 250}), 4: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown below the picture, for example whose it is.', 'label': 'caption', 'max_length': 250, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.URLBlock', (), {'help_text': "The video's address on YouTube, as in the browser or from its “Share” button.", 'label': 'link'}), 7: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the video is about; stands on the button that opens it.', 'label': 'title', 'max_length': 150}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul'], 'help_text': 'What is said and shown, for those who cannot watch: no sound, no light, little data.', 'label': 'in words', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('link', 6), ('title', 7), ('transcript', 8)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'text', 'max_length': 500, 'required': False}), 11: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link'], 'label': 'text with links', 'required': False}), 12: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 10), ('rich', 11)]], {}), 13: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 14: ('wagtail.blocks.CharBlock', (), {'help_text': 'What the link says. Empty: the document’s title.', 'label': 'label', 'max_length': 150, 'required': False}), 15: ('wagtail.blocks.StructBlock', [[('document', 13), ('label', 14)]], {}), 16: ('wagtail.blocks.CharBlock', (), {'help_text': 'Two to five words at the top of the box.', 'label': 'label', 'max_length': 80}), 17: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul'], 'label': 'text'}), 18: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'information'), ('warning', 'warning')], 'help_text': 'A warning is for what can cost the learner a right, time or money.', 'label': 'style'}), 19: ('wagtail.blocks.StructBlock', [[('label', 16), ('text', 17), ('style', 18)]], {}), 20: ('wagtail.blocks.StructBlock', [[('label', 16), ('text', 17)]], {}), 21: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'How long it takes, roughly.', 'label': 'minutes', 'max_value': 600, 'min_value': 1, 'required': False}), 22: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A file the learner needs for it.', 'label': 'form to fill in', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('label', 16), ('text', 17), ('minutes', 21), ('document', 22)]], {}), 24: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'superscript', 'subscript'], 'help_text': 'The first paragraph stands out; the rest follows below it.', 'label': 'Question'}), 25: ('wagtail.blocks.CharBlock', (), {'label': 'Choice', 'max_length': 1000}), 26: ('wagtail.blocks.BooleanBlock', (), {'label': 'Right', 'required': False}), 27: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 5, 'help_text': 'Leave empty for the usual weights; a number here replaces the tick.', 'label': 'Weight, %', 'max_digits': 8, 'max_value': 100, 'min_value': -100, 'required': False}), 28: ('wagtail.blocks.TextBlock', (), {'help_text': 'Shown after the answer, to those who chose this.', 'label': 'Feedback', 'required': False, 'rows': 2}), 29: ('wagtail.blocks.StructBlock', [[('text', 25), ('right', 26), ('weight', 27), ('feedback', 28)]], {}), 30: ('wagtail.blocks.ListBlock', (29,), {'help_text': 'Tick the right one. A weight makes another one partly right.', 'label': 'Choices', 'min_num': 2}), 31: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'superscript', 'subscript'], 'help_text': 'Shown with the result, whatever was answered: why it is so.', 'label': 'Explanation', 'required': False}), 32: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'default': 1, 'help_text': 'What a right answer earns. A partly right one earns its share.', 'label': 'Mark', 'max_digits': 7, 'max_value': 1000, 'min_value': 0}), 33: ('wagtail.blocks.TextBlock', (), {'help_text': 'Folded away; learners may open it before they answer.', 'label': 'Hint', 'required': False, 'rows': 2}), 34: ('wagtail.blocks.CharBlock', (), {'help_text': 'The act and article, shown with the result.', 'label': 'Source', 'max_length': 500, 'required': False}), 35: ('wagtail.blocks.CharBlock', (), {'help_text': 'For reports and imports; learners do not see it. Left empty, the question itself is used.', 'label': 'Short name', 'max_length': 255, 'required': False}), 36: ('wagtail.blocks.StructBlock', [[('prompt', 24), ('choices', 30), ('feedback', 31), ('max_mark', 32), ('hint', 33), ('source', 34), ('title', 35)]], {}), 37: ('wagtail.blocks.ListBlock', (29,), {'help_text': 'Tick all the right ones. Usually they share the mark equally, and a wrong one takes a share back.', 'label': 'Choices', 'min_num': 2}), 38: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Only exactly the right choices earn the mark; weights do not count.', 'label': 'All or nothing', 'required': False}), 39: ('wagtail.blocks.StructBlock', [[('prompt', 24), ('choices', 37), ('all_or_nothing', 38), ('feedback', 31), ('max_mark', 32), ('hint', 33), ('source', 34), ('title', 35)]], {}), 40: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('true', 'True'), ('false', 'False')], 'label': 'The statement is'}), 41: ('wagtail.blocks.TextBlock', (), {'label': 'Feedback to those who answered “true”', 'required': False, 'rows': 2}), 42: ('wagtail.blocks.TextBlock', (), {'label': 'Feedback to those who answered “false”', 'required': False, 'rows': 2}), 43: ('wagtail.blocks.StructBlock', [[('prompt', 24), ('is_true', 40), ('feedback_true', 41), ('feedback_false', 42), ('feedback', 31), ('max_mark', 32), ('hint', 33), ('source', 34), ('title', 35)]], {}), 44: ('wagtail.blocks.CharBlock', (), {'label': 'Left side', 'max_length': 500}), 45: ('wagtail.blocks.CharBlock', (), {'label': 'What belongs to it', 'max_length': 500}), 46: ('wagtail.blocks.StructBlock', [[('left', 44), ('right', 45)]], {}), 47: ('wagtail.blocks.ListBlock', (46,), {'help_text': 'The right side is shuffled for learners. Two pairs may share a right side.', 'label': 'Pairs', 'min_num': 2}), 48: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 500}), 49: ('wagtail.blocks.ListBlock', (48,), {'default': [], 'help_text': 'Offered on the right, belonging to nothing.', 'label': 'Extra choices', 'required': False}), 50: ('wagtail.blocks.StructBlock', [[('prompt', 24), ('pairs', 47), ('distractors', 49), ('feedback', 31), ('max_mark', 32), ('hint', 33), ('source', 34), ('title', 35)]], {}), 51: ('wagtail.blocks.CharBlock', (), {'label': 'Step', 'max_length': 500}), 52: ('wagtail.blocks.ListBlock', (51,), {'help_text': 'Write them in the right order; learners see them shuffled.', 'label': 'Steps', 'min_num': 2}), 53: ('wagtail.blocks.StructBlock', [[('prompt', 24), ('items', 52), ('feedback', 31), ('max_mark', 32), ('hint', 33), ('source', 34), ('title', 35)]], {}), 54: ('wagtail.blocks.CharBlock', (), {'help_text': 'A star stands for any text: “hromad*”. Write \\* for a real star.', 'label': 'Answer', 'max_length': 500}), 55: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 5, 'help_text': 'Empty: the whole mark. 0 for a usual mistake that deserves feedback of its own.', 'label': 'Earns, %', 'max_digits': 8, 'max_value': 100, 'min_value': 0, 'required': False}), 56: ('wagtail.blocks.TextBlock', (), {'help_text': 'Shown after the answer, to those who gave this one.', 'label': 'Feedback', 'required': False, 'rows': 2}), 57: ('wagtail.blocks.StructBlock', [[('text', 54), ('percent', 55), ('feedback', 56)]], {}), 58: ('wagtail.blocks.ListBlock', (57,), {'help_text': 'Apostrophes, dashes, spaces, look-alike Latin letters and a full stop at the end make no difference. The first answer that fits counts.', 'label': 'Accepted answers', 'min_num': 1}), 59: ('wagtail.blocks.BooleanBlock', (), {'label': 'Capital letters matter', 'required': False}), 60: ('wagtail.blocks.StructBlock', [[('prompt', 24), ('accepted', 58), ('case_sensitive', 59), ('feedback', 31), ('max_mark', 32), ('hint', 33), ('source', 34), ('title', 35)]], {}), 61: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 10, 'label': 'Number', 'max_digits': 30}), 62: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 10, 'help_text': 'Empty: exactly this number. 0.5 accepts half a unit less or more.', 'label': 'Give or take', 'max_digits': 30, 'min_value': 0, 'required': False}), 63: ('wagtail.blocks.StructBlock', [[('value', 61), ('tolerance', 62), ('percent', 55), ('feedback', 56)]], {}), 64: ('wagtail.blocks.ListBlock', (63,), {'help_text': 'The first one that fits counts: put the exact one above the wide one.', 'label': 'Accepted numbers', 'min_num': 1}), 65: ('wagtail.blocks.CharBlock', (), {'help_text': 'Stands after the field: days, %, UAH. Learners may type it or not.', 'label': 'Unit', 'max_length': 50, 'required': False}), 66: ('wagtail.blocks.StructBlock', [[('prompt', 24), ('accepted', 64), ('unit', 65), ('feedback', 31), ('max_mark', 32), ('hint', 33), ('source', 34), ('title', 35)]], {}), 67: ('wagtail.blocks.TextBlock', (), {'help_text': 'Shown after the answer, to compare with.', 'label': 'Model answer', 'required': False, 'rows': 5}), 68: ('wagtail.blocks.CharBlock', (), {'help_text': 'Stands at the field, for example: three to five sentences.', 'label': 'Advice', 'max_length': 255, 'required': False}), 69: ('wagtail.blocks.StructBlock', [[('prompt', 24), ('model_answer', 67), ('advice', 68), ('feedback', 31), ('hint', 33), ('source', 34), ('title', 35)]], {}), 70: ('wagtail.blocks.StreamBlock', [[('single_choice', 36), ('multiple_choice', 39), ('true_false', 43), ('matching', 50), ('ordering', 53), ('short_answer', 60), ('numeric', 66), ('reflection', 69)]], {}), 71: ('wagtail.blocks.StreamBlock', [[('text', 1), ('picture', 5), ('video', 9), ('table', 12), ('file', 15), ('callout', 19), ('case', 20), ('exercise', 23), ('check', 70)]], {}), 72: ('wagtail.blocks.StructBlock', [[('title', 0), ('content', 71)]], {})}, help_text='Four to six sections, each worth five to ten minutes. Learners mark each of them as done.', verbose_name='sections')),
                ('checked_on', models.DateField(blank=True, help_text='When a lawyer last compared the lesson with the law in force. Empty: not yet.', null=True, verbose_name='norms checked on')),
                ('starter_id', models.CharField(blank=True, help_text='Set by the import; later imports of the same folder update this lesson.', max_length=100, verbose_name='id in the course folder')),
                ('body_stamp', models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
            options={
                'verbose_name': 'lesson',
                'verbose_name_plural': 'lessons',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='CoursePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('number', models.PositiveSmallIntegerField(default=0, help_text="The course's place in the catalogue: 1 stands first.", verbose_name='number')),
                ('summary', models.TextField(help_text='One or two sentences for the catalogue and for search engines.', max_length=300, verbose_name='summary')),
                ('introduction', wagtail.fields.RichTextField(blank=True, help_text='What the course is about and how it is meant to be taken.', verbose_name='introduction')),
                ('audience', models.CharField(choices=[('everyone', 'everyone'), ('residents', 'residents'), ('officials', 'officials'), ('activists', 'activists')], default='everyone', help_text='Whom the course is written for. Others may take it too.', max_length=9, verbose_name='audience')),
                ('hours', models.DecimalField(decimal_places=1, help_text='How long the whole course takes, in hours. Printed on the completion record.', max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='hours')),
                ('ects', models.DecimalField(blank=True, decimal_places=2, help_text='Printed on the completion record. Leave empty if the course carries no credits.', max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='ECTS credits')),
                ('least_grade', models.PositiveSmallIntegerField(blank=True, help_text='The mean of the quizzes that count must reach it. Leave empty if passing each quiz is enough.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='least final grade, %')),
                ('starter_id', models.CharField(blank=True, help_text='Set by the import; later imports of the same folder update this course.', max_length=100, verbose_name='id in the course folder')),
                ('starter_digests', models.JSONField(blank=True, default=dict, editable=False)),
                ('outline_stamp', models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
            options={
                'verbose_name': 'course',
                'verbose_name_plural': 'courses',
                'constraints': [models.UniqueConstraint(condition=models.Q(('starter_id', ''), _negated=True), fields=('starter_id',), name='course_starter_id_unique'), models.CheckConstraint(condition=models.Q(('least_grade__isnull', True), models.Q(('least_grade__gte', 1), ('least_grade__lte', 100)), _connector='OR'), name='course_least_grade_percent')],
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='CourseOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('text', models.CharField(help_text='Begin with a verb: “find who in the community decides…”', max_length=250, verbose_name='outcome')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='courses.coursepage')),
            ],
            options={
                'verbose_name': 'outcome of the course',
                'verbose_name_plural': 'outcomes of the course',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CoursePrerequisite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('course', models.ForeignKey(help_text='A course that makes this one easier.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.coursepage', verbose_name='course')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='prerequisites', to='courses.coursepage')),
            ],
            options={
                'verbose_name': 'prerequisite',
                'verbose_name_plural': 'prerequisites',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LegalAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(help_text='In full: “Закон України «Про місцеве самоврядування в Україні»”.', max_length=500, verbose_name='title')),
                ('number', models.CharField(blank=True, help_text='As printed, without “№”: 280/97-ВР. Empty if it has none.', max_length=60, verbose_name='number')),
                ('date', models.DateField(blank=True, help_text='When the act was adopted.', null=True, verbose_name='date')),
                ('url', models.URLField(blank=True, help_text='Where its text in force can be read, if anywhere.', max_length=500, verbose_name='address')),
                ('changed_on', models.DateField(blank=True, help_text='When the act was last amended, as far as we know. Lessons checked before that need a new look.', null=True, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'legal act',
                'verbose_name_plural': 'legal acts',
                'ordering': ['title'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='legal_act_number_unique', violation_error_message='There is already an act with this number.')],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='LegalSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('articles', models.CharField(blank=True, help_text='The articles the lesson uses: 2, 4–6, 10.', max_length=250, verbose_name='articles')),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='courses.legalact', verbose_name='legal act')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='legal_sources', to='courses.lessonpage')),
            ],
            options={
                'verbose_name': 'legal source',
                'verbose_name_plural': 'legal sources',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LearningOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('text', models.CharField(help_text='Begin with a verb: “name the seven parts of the system…”', max_length=250, verbose_name='outcome')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='courses.lessonpage')),
            ],
            options={
                'verbose_name': 'learning outcome',
                'verbose_name_plural': 'learning outcomes',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CourseTeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('role', models.CharField(blank=True, help_text='As shown on the course page: “trainer”, “lawyer”.', max_length=100, verbose_name='role')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='team', to='courses.coursepage')),
                ('user', models.ForeignKey(help_text='Someone with an account for this editor.', limit_choices_to=courses.models.course_rows.people_of_the_admin, on_delete=django.db.models.deletion.CASCADE, related_name='course_teams', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'member of the course team',
                'verbose_name_plural': 'course team',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('page', 'user'), name='course_team_member_once')],
            },
        ),
    ]
