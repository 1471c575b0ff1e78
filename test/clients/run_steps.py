"""Carries out the steps that come as JSON on the standard input, by boto3 or by the AWS CLI, and prints the outcomes."""

import contextlib
import io
import json
import re
import sys
import time

import boto3
import jmespath
from botocore import xform_name
from botocore.exceptions import ClientError

PLAN = json.load(sys.stdin)
BINDINGS = dict(PLAN["bindings"])


def bind(value):
    """Puts what earlier steps have kept in place of its name in braces."""
    if isinstance(value, dict):
        return {key: bind(member) for key, member in value.items()}
    if isinstance(value, list):
        return [bind(item) for item in value]
    if isinstance(value, str) and value[1:-1] in BINDINGS and value[0] + value[-1] == "{}":
        return BINDINGS[value[1:-1]]
    return value


class Boto3:
    def __init__(self):
        self.clients = {}

    def call(self, service, action, request):
        client = self.clients.setdefault(service, boto3.client(service))
        try:
            return getattr(client, xform_name(action))(**request), None
        except ClientError as error:
            return None, error.response["Error"]["Code"]


class AwsCli:
    """The real CLI, in this process: it takes longer to start than to work."""

    def __init__(self):
        from awscli.clidriver import create_clidriver

        self.create_driver = create_clidriver
        self.loader = create_clidriver().session.get_component("data_loader")

    def call(self, service, action, request):
        arguments = [service, xform_name(action, "-"), "--output", "json"]
        arguments += ["--cli-input-json", json.dumps(request)]
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            # A driver that has been used keeps what it made of the last call; its models take long to load.
            driver = self.create_driver()
            driver.session.register_component("data_loader", self.loader)
            code = driver.main(arguments)
        if code == 0:
            return json.loads(out.getvalue() or "{}"), None
        found = re.search(r"An error occurred \(([^)]*)\)", err.getvalue())
        return None, found.group(1) if found else err.getvalue().strip()


def carry_out(step, program):
    time.sleep(step.get("settleSeconds", 0))
    try:
        reply, code = program.call(step["service"], step["action"], bind(step.get("input", {})))
    except Exception as error:  # What the client itself cannot make sense of is an outcome, too.
        return {"error": type(error).__name__}
    if code is not None:
        return {"error": code}
    reply = json.loads(json.dumps(reply, default=str))
    for name, path in step.get("keep", {}).items():
        BINDINGS[name] = jmespath.search(path, reply)
    return {"values": [jmespath.search(path, reply) for path in step.get("observe", [])]}


program = {"boto3": Boto3, "awscli": AwsCli}[PLAN["program"]]()
print(json.dumps([carry_out(step, program) for step in PLAN["steps"]]))
