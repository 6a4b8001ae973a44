-- Targets whose names may have been shortened to make room for a number, so that they say nothing of the names before.
CREATE INDEX sync_file_long_target ON longshore.sync_file (flow_id, md5(target)) WHERE octet_length(target) > 251;
