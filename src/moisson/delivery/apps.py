from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "moisson.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from moisson.delivery import outbox, room, showing
        from moisson.documents import destinations, errands, history, panels
        from moisson.documents.counting import once_a_page

        destinations.register(room.Room())
        history.name_with(outbox.BY.rstrip(":"), room.names_of)
        panels.register(showing.deliveries_panel, place=60)
        count = once_a_page(outbox.to_do)
        errands.register(
            errands.Errand(lambda organisation, person: count(organisation), "delivery/parts/need.html")
        )
