"""Prints the errors that the schema of pain.008.001.08 in sepaxml finds in the standard input, as a JSON list."""

import json
import os
import sys

import sepaxml
import xmlschema

folder = os.path.join(os.path.dirname(sepaxml.__file__), "schemas")
schema = xmlschema.XMLSchema(os.path.join(folder, "pain.008.001.08.xsd"))
print(json.dumps([f"{error.path}: {error.reason}" for error in schema.iter_errors(sys.stdin.read())]))
