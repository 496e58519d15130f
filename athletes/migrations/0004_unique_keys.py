import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("athletes", "0003_keys_of_people")]

    operations = [
        migrations.AlterField(
            model_name="athlete",
            name="key",
            field=models.UUIDField(
                default=uuid.uuid4,
                editable=False,
                help_text="Names this athlete in the list of erasures.",
                unique=True,
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="key",
            field=models.UUIDField(
                default=uuid.uuid4,
                editable=False,
                help_text="Names this person in the list of erasures.",
                unique=True,
            ),
        ),
    ]
