"""The outline writer's beats: what may happen, by kind of story."""
