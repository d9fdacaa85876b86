app_name = "extranet"
urlpatterns: list = []
