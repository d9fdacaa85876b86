app_name = "animators"
urlpatterns: list = []
