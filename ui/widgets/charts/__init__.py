"""Charts over days."""
