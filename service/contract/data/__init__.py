"""Data of ours or of others held against the contract: is each record what the schemas say, and is its evidence there?"""
