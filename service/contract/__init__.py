"""The schemas as a contract: published, held against an earlier version, and used to judge other people's data."""
