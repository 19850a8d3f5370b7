
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import learning.models.certificates
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0001_courses'),
        ('learning', '0001_user'),
        ('quizzes', '0001_quizzes'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Community',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As people call it: “Siversk community”.', max_length=150, verbose_name='name')),
                ('region', models.CharField(blank=True, max_length=150, verbose_name='region')),
                ('katotth', models.CharField(blank=True, help_text='The letters UA and 17 digits, from the state register.', max_length=19, validators=[django.core.validators.RegexValidator('^UA\\d{17}$', 'The letters UA and 17 digits.')], verbose_name='KATOTTH code')),
            ],
            options={
                'verbose_name': 'community',
                'verbose_name_plural': 'communities',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('katotth', ''), _negated=True), fields=('katotth',), name='community_katotth_once')],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='community',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='learning.community', verbose_name='community'),
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guest_key', models.CharField(blank=True, default='', editable=False, max_length=43)),
                ('course_key', models.UUIDField(verbose_name='course key')),
                ('course_title', models.CharField(max_length=255, verbose_name='course')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='started')),
                ('last_activity_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last activity')),
                ('last_place', models.JSONField(blank=True, default=dict)),
                ('progress_percent', models.PositiveSmallIntegerField(default=0, verbose_name='progress')),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.coursepage')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='enrolments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'enrolment',
                'verbose_name_plural': 'enrolments',
            },
        ),
        migrations.CreateModel(
            name='CourseCompletion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outline', models.JSONField()),
                ('fraction', models.DecimalField(decimal_places=7, max_digits=8, null=True)),
                ('completed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='completion', to='learning.enrolment')),
            ],
        ),
        migrations.CreateModel(
            name='CheckResponse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lesson_key', models.UUIDField()),
                ('block_id', models.CharField(max_length=36)),
                ('answer', models.JSONField()),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='learning.enrolment')),
            ],
        ),
        migrations.CreateModel(
            name='ActivityCompletion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity_key', models.UUIDField()),
                ('kind', models.CharField(choices=[('lesson', 'lesson'), ('quiz', 'quiz')], max_length=6)),
                ('title', models.CharField(max_length=255)),
                ('source', models.CharField(choices=[('online', 'online'), ('in_person', 'in person')], default='online', max_length=9)),
                ('completed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='learning.enrolment')),
            ],
        ),
        migrations.CreateModel(
            name='LearnerWrite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('payload_hash', models.CharField(max_length=64)),
                ('answer', models.JSONField()),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='writes', to='learning.enrolment')),
            ],
        ),
        migrations.CreateModel(
            name='QuizAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quiz_key', models.UUIDField()),
                ('title', models.CharField(max_length=255)),
                ('number', models.PositiveIntegerField()),
                ('seed', models.BigIntegerField()),
                ('layout', models.JSONField()),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='learning.enrolment')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='quizzes.quizversion')),
            ],
            options={
                'verbose_name': 'attempt',
                'verbose_name_plural': 'attempts',
            },
        ),
        migrations.CreateModel(
            name='AttemptGrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fraction', models.DecimalField(decimal_places=7, max_digits=8)),
                ('mark', models.DecimalField(decimal_places=5, max_digits=12)),
                ('max_mark', models.DecimalField(decimal_places=5, max_digits=12)),
                ('passed', models.BooleanField()),
                ('reason', models.CharField(blank=True, max_length=255)),
                ('graded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('graded_against', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.quizversion')),
                ('grader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grades', to='learning.quizattempt')),
            ],
            options={
                'ordering': ['graded_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question_id', models.CharField(max_length=36)),
                ('question_digest', models.CharField(max_length=64)),
                ('answer', models.JSONField(null=True)),
                ('sequence', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('fraction', models.DecimalField(blank=True, decimal_places=7, max_digits=8, null=True)),
                ('summary', models.TextField(blank=True)),
                ('self_assessment', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responses', to='learning.quizattempt')),
            ],
        ),
        migrations.CreateModel(
            name='SectionCompletion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lesson_key', models.UUIDField()),
                ('section_id', models.CharField(max_length=36)),
                ('completed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='learning.enrolment')),
            ],
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(max_length=16, unique=True, verbose_name='number')),
                ('holder_name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                ('holder_latin_name', models.CharField(blank=True, max_length=150, verbose_name='name in Latin letters')),
                ('name_removed_at', models.DateTimeField(blank=True, null=True)),
                ('course_key', models.UUIDField()),
                ('course_title', models.CharField(max_length=255, verbose_name='course')),
                ('outcomes', models.JSONField(default=list)),
                ('hours', models.DecimalField(decimal_places=1, max_digits=5, null=True, verbose_name='hours')),
                ('ects', models.DecimalField(decimal_places=2, max_digits=4, null=True, verbose_name='ECTS')),
                ('fraction', models.DecimalField(decimal_places=7, max_digits=8, null=True, verbose_name='result')),
                ('completed_on', models.DateField(verbose_name='completed on')),
                ('issuer', models.CharField(max_length=255, verbose_name='issuer')),
                ('signatory', models.CharField(blank=True, max_length=150, verbose_name='signatory')),
                ('signatory_position', models.CharField(blank=True, max_length=150)),
                ('language', models.CharField(default='uk', max_length=10)),
                ('issued_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='issued')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
                ('revoke_reason', models.CharField(blank=True, max_length=255, verbose_name='reason')),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('supersede_reason', models.CharField(blank=True, max_length=255, verbose_name='reason')),
                ('pdf', models.FileField(blank=True, storage=learning.models.certificates.record_storage, upload_to='%Y')),
                ('pdf_sha256', models.CharField(blank=True, max_length=64)),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='learning.certificate')),
                ('completion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='learning.coursecompletion')),
            ],
            options={
                'verbose_name': 'completion record',
                'verbose_name_plural': 'completion records',
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True), ('superseded_at__isnull', True)), fields=('completion',), name='certificate_one_current'), models.CheckConstraint(condition=models.Q(('revoked_at__isnull', True), models.Q(('revoke_reason', ''), _negated=True), _connector='OR'), name='certificate_revoked_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('pdf', ''), ('pdf_sha256', '')), models.Q(models.Q(('pdf', ''), _negated=True), models.Q(('pdf_sha256', ''), _negated=True)), _connector='OR'), name='certificate_pdf_with_hash')],
            },
        ),
        migrations.AddIndex(
            model_name='enrolment',
            index=models.Index(fields=['course_key', '-last_activity_at'], name='enrolment_course_activity'),
        ),
        migrations.AddIndex(
            model_name='enrolment',
            index=models.Index(condition=models.Q(('guest_key', ''), _negated=True), fields=['last_activity_at'], name='enrolment_idle_guests'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('user', 'course_key', 'number'), name='enrolment_once_per_user'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(condition=models.Q(('guest_key', ''), _negated=True), fields=('guest_key', 'course_key', 'number'), name='enrolment_once_per_guest'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('erased_at__isnull', True), ('guest_key', ''), ('user__isnull', False)), models.Q(('erased_at__isnull', True), ('user__isnull', True), models.Q(('guest_key', ''), _negated=True)), models.Q(('erased_at__isnull', False), ('guest_key', ''), ('user__isnull', True)), _connector='OR'), name='enrolment_of_user_or_guest_or_erased'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(('progress_percent__lte', 100)), name='enrolment_progress_percent'),
        ),
        migrations.AddConstraint(
            model_name='coursecompletion',
            constraint=models.CheckConstraint(condition=models.Q(('fraction__isnull', True), models.Q(('fraction__gte', 0), ('fraction__lte', 1)), _connector='OR'), name='course_completion_fraction'),
        ),
        migrations.AddConstraint(
            model_name='checkresponse',
            constraint=models.UniqueConstraint(fields=('enrolment', 'lesson_key', 'block_id'), name='check_response_once'),
        ),
        migrations.AddIndex(
            model_name='activitycompletion',
            index=models.Index(fields=['activity_key'], name='activity_completion_activity'),
        ),
        migrations.AddConstraint(
            model_name='activitycompletion',
            constraint=models.UniqueConstraint(fields=('enrolment', 'activity_key'), name='activity_completed_once'),
        ),
        migrations.AddConstraint(
            model_name='learnerwrite',
            constraint=models.UniqueConstraint(models.F('enrolment'), models.F('key'), name='learner_write_once'),
        ),
        migrations.AddIndex(
            model_name='quizattempt',
            index=models.Index(fields=['quiz_key', 'submitted_at'], name='attempt_quiz_submitted'),
        ),
        migrations.AddConstraint(
            model_name='quizattempt',
            constraint=models.UniqueConstraint(fields=('enrolment', 'quiz_key', 'number'), name='attempt_number_once'),
        ),
        migrations.AddConstraint(
            model_name='quizattempt',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True), ('submitted_at__isnull', True)), fields=('enrolment', 'quiz_key'), name='attempt_one_in_progress'),
        ),
        migrations.AddConstraint(
            model_name='attemptgrade',
            constraint=models.CheckConstraint(condition=models.Q(('fraction__gte', 0), ('fraction__lte', 1)), name='attempt_grade_fraction'),
        ),
        migrations.AddIndex(
            model_name='response',
            index=models.Index(fields=['question_digest'], name='response_question_digest'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.UniqueConstraint(fields=('attempt', 'question_id'), name='response_once'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(('fraction__isnull', True), models.Q(('fraction__gte', 0), ('fraction__lte', 1)), _connector='OR'), name='response_fraction'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(('self_assessment__isnull', True), ('self_assessment__lte', 2), _connector='OR'), name='response_self_assessment'),
        ),
        migrations.AddConstraint(
            model_name='sectioncompletion',
            constraint=models.UniqueConstraint(fields=('enrolment', 'lesson_key', 'section_id'), name='section_completed_once'),
        ),
    ]
