"""Prints the amounts of an MT940 file from the standard input, as a JSON list of decimals."""

import json
import sys

import mt940

transactions = mt940.parse(sys.stdin.read())
print(json.dumps([str(transaction.data["amount"].amount) for transaction in transactions]))
