"""The project package: settings, URLs and the small apps; not an app itself."""
