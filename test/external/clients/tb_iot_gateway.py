"""
ThingsBoard's IoT gateway from PyPI: its REST connector receives the data that a machine's controller would post, and the
gateway forwards it. Runs until it is stopped; prints a line once the readings are passed on.
"""

import datetime
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

order = json.loads(sys.argv[1])
folder = tempfile.mkdtemp(prefix="tb-gateway-")
config = os.path.join(folder, "config")
os.makedirs(config)


def write(name, content):
    with open(os.path.join(config, name), "w") as file:
        json.dump(content, file)


write(
    "tb_gateway.json",
    {
        "thingsboard": {
            "host": order["host"],
            "port": order["port"],
            "remoteShell": False,
            "remoteConfiguration": False,
            "statistics": {"enable": False},
            "checkConnectorsConfigurationInSeconds": 60,
            "security": (
                {"type": "usernamePassword", "username": order["username"], "password": order["password"]}
                if order.get("password")
                else {"type": "accessToken", "accessToken": order["username"]}
            ),
            "qos": 1,
        },
        "storage": {"type": "memory", "read_records_count": 100, "max_records_count": 100000},
        "grpc": {"enabled": False},
        "connectors": [{"name": "machines", "type": "rest", "configuration": "rest.json"}],
    },
)
write(
    "rest.json",
    {
        "server": {"host": "127.0.0.1", "port": str(order["restPort"]), "SSL": False},
        "mapping": [
            {
                "endpoint": "/machine",
                "HTTPMethods": ["POST"],
                "response": {"responseExpected": False},
                "security": {"type": "anonymous"},
                "converter": {
                    "type": "json",
                    "deviceInfo": {
                        "deviceNameExpressionSource": "request",
                        "deviceNameExpression": "${device}",
                        "deviceProfileExpressionSource": "constant",
                        "deviceProfileExpression": "default",
                    },
                    "attributes": [],
                    "timeseries": [
                        {"type": "double", "key": key, "value": "${%s}" % key, "tsField": "${time}"}
                        for key in order["readings"][0]["values"]
                    ],
                },
            }
        ],
        "requestsMapping": {"attributeRequests": [], "attributeUpdates": [], "serverSideRpc": []},
    },
)
environment = dict(os.environ, TB_GW_CONFIG_DIR=config, TB_GW_LOGS_PATH=folder)
gateway = subprocess.Popen(
    [sys.executable, "-m", "thingsboard_gateway.tb_gateway"],
    cwd=folder,
    env=environment,
    stdout=sys.stderr,
    stderr=sys.stderr,
)
signal.signal(signal.SIGTERM, lambda *_: (gateway.terminate(), sys.exit(0)))


def post(device, reading):
    at = datetime.datetime.fromtimestamp(reading["ts"] / 1000, datetime.timezone.utc).isoformat()
    body = json.dumps({"device": device, "time": at, **reading["values"]}).encode()
    request = urllib.request.Request(
        "http://127.0.0.1:%d/machine" % order["restPort"],
        data=body,
        headers={"content-type": "application/json"},
    )
    deadline = time.monotonic() + 40
    while True:
        try:
            urllib.request.urlopen(request, timeout=5).read()
            return
        except (urllib.error.URLError, ConnectionError) as error:
            if time.monotonic() > deadline or gateway.poll() is not None:
                gateway.terminate()
                sys.exit("the gateway took nothing: %s" % error)
            time.sleep(0.2)


for reading in order["readings"]:
    for device in order["devices"]:
        post(device, reading)
print(json.dumps({"posted": len(order["readings"]) * len(order["devices"])}), flush=True)
gateway.wait()
