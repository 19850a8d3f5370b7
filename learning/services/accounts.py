"""What an administrator's change of an account entails."""

from allauth.account.models import EmailAddress

from learning.models import User


def forget_former_addresses(*, user: User) -> int:
    """After an administrator gave the account another e-mail: the former ones no longer open it, the new one is
    confirmed at the next sign-in. Nothing happens while the e-mail is among the confirmed ones; how many went."""
    addresses = EmailAddress.objects.filter(user=user)
    if addresses.filter(email__iexact=user.email).exists():
        return 0
    return addresses.delete()[0]
