from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalConfig(AppConfig):
    name = "moisson.documents.approval"
    label = "approval"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moisson.documents import beside, errands, history, panels, tabs
        from moisson.documents.approval import asking, showing, telling
        from moisson.documents.models import Act

        beside.register("approval", telling.agreements)
        beside.register("comments", telling.comments)
        history.say_of(Act.ANSWERED, telling.answered)
        history.say_of(Act.COMMENTED, telling.commented)

        tabs.register(tabs.Tab("approval:waiting", _("Approval"), "checklist", 50))
        panels.register(showing.approval_panel, place=10)
        panels.register(showing.comments_panel, place=70)
        errands.register(
            errands.Errand(
                asking.count_for,
                "approval/parts/need.html",
            )
        )
