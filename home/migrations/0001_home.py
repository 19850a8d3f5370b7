
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lede', models.TextField(blank=True, max_length=400, verbose_name='opening words')),
                ('body', wagtail.fields.StreamField([('text', 0), ('picture', 4), ('callout', 8), ('file', 11)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'description': 'Paragraphs, headings, lists and links', 'features': ['h2', 'h3', 'bold', 'italic', 'link', 'document-link', 'ol', 'ul'], 'group': 'Text', 'icon': 'pilcrow', 'label': 'Text', 'preview_value': '<h2>About us</h2><p>We teach how a community runs itself.</p>', 'template': 'home/blocks/text.html'}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Read aloud instead of the picture. Leave empty only when the picture is mere decoration.', 'label': 'what it shows', 'max_length': 250, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'max_length': 250, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alt', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'information'), ('warn', 'warning')], 'label': 'style'}), 6: ('wagtail.blocks.CharBlock', (), {'help_text': 'Two or three words at the top of the box.', 'label': 'label', 'max_length': 80}), 7: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'ol', 'ul'], 'label': 'text'}), 8: ('wagtail.blocks.StructBlock', [[('style', 5), ('label', 6), ('text', 7)]], {}), 9: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'document'}), 10: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the document's title.", 'label': 'label', 'max_length': 120, 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('document', 9), ('label', 10)]], {})}, verbose_name='text')),
            ],
            options={
                'verbose_name': 'standard page',
                'verbose_name_plural': 'standard pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='AcademySettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, help_text='Top of every page.', max_length=120, verbose_name='name of the academy')),
                ('issuer', models.CharField(blank=True, help_text='Full name, as on records.', max_length=255, verbose_name='organisation')),
                ('signatory', models.CharField(blank=True, max_length=150, verbose_name='who signs records')),
                ('signatory_position', models.CharField(blank=True, max_length=150, verbose_name='position of the signatory')),
                ('contact_email', models.EmailField(blank=True, help_text='“Write to us” in the footer.', max_length=254, verbose_name='contact e-mail')),
                ('places', models.TextField(blank=True, help_text='One a line: drawn as stops on a way in the footer. Empty: no drawing.', verbose_name='places')),
                ('places_title', models.CharField(blank=True, help_text='Read aloud before their names.', max_length=150, verbose_name='what the places are')),
                ('privacy_page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page about personal data')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'academy',
                'verbose_name_plural': 'academies',
            },
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('hero_title', models.CharField(help_text='The first words a visitor reads: what they will be able to do.', max_length=120, verbose_name='headline')),
                ('lede', models.TextField(blank=True, help_text='Two or three short sentences.', max_length=400, verbose_name='below the headline')),
                ('start_label', models.CharField(blank=True, help_text='Empty: “Start learning”.', max_length=60, verbose_name='start button')),
                ('promises', wagtail.fields.StreamField([('promise', 2)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('check', 'tick'), ('phone', 'phone'), ('certificate', 'record'), ('clock', 'clock'), ('people', 'people'), ('cloud', 'saved'), ('offline', 'no network')], 'label': 'icon'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'text', 'max_length': 60}), 2: ('wagtail.blocks.StructBlock', [[('icon', 0), ('text', 1)]], {})}, verbose_name='promises')),
                ('paths_title', models.CharField(blank=True, max_length=120, verbose_name='heading')),
                ('paths', wagtail.fields.StreamField([('path', 4)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'As the reader would say it: “I live here”.', 'label': 'title', 'max_length': 80}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'text', 'max_length': 250}), 2: ('wagtail.blocks.PageChooserBlock', (), {'label': 'leads to', 'required': False}), 3: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('residents', 'residents'), ('officials', 'officials'), ('activists', 'activists')], 'help_text': 'Only with the catalogue: shows the courses for these people.', 'label': 'courses for', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1), ('page', 2), ('audience', 3)]], {})}, verbose_name='paths')),
                ('steps_title', models.CharField(blank=True, max_length=120, verbose_name='heading')),
                ('steps', wagtail.fields.StreamField([('step', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'max_length': 80}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'text', 'max_length': 250}), 2: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1)]], {})}, verbose_name='steps')),
                ('start_page', models.ForeignKey(blank=True, help_text='Best a lesson that can be read at once. Empty: the first lesson of all.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='start button leads to')),
            ],
            options={
                'verbose_name': 'front page',
                'verbose_name_plural': 'front pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='AcademyTranslation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('uk', 'Українська'), ('en', 'English')], max_length=10, verbose_name='language')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name of the academy')),
                ('issuer', models.CharField(blank=True, max_length=255, verbose_name='organisation')),
                ('places_title', models.CharField(blank=True, max_length=150, verbose_name='what the places are')),
                ('academy', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='home.academysettings')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('academy', 'language'), name='home_academytranslation_one_a_language')],
            },
        ),
    ]
