"""Takes instances through their life with boto3 and prints what it saw as JSON."""

import json

import boto3
from botocore.exceptions import ClientError

AMI = "ami-0123456789abcdef0"
UNKNOWN = "i-0123456789abcdef0"

ec2 = boto3.client("ec2")
sts = boto3.client("sts")


def error_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return [error.response["Error"]["Code"], status]
    return None


def wait(name, instance_ids):
    ec2.get_waiter(name).wait(InstanceIds=instance_ids, WaiterConfig={"Delay": 1, "MaxAttempts": 10})


launch = {
    "ImageId": AMI,
    "InstanceType": "t3.micro",
    "MinCount": 2,
    "MaxCount": 2,
    "ClientToken": "once",
    "UserData": "#!/bin/sh\necho hello\n",
    "TagSpecifications": [
        {"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "Löwe <&> 😀"}]}
    ],
}
launched = ec2.run_instances(**launch)["Instances"]
again = ec2.run_instances(**launch)["Instances"]
ids = [instance["InstanceId"] for instance in launched]
wait("instance_running", ids)
wait("instance_status_ok", ids)

ec2.create_tags(Resources=ids, Tags=[{"Key": "stage", "Value": "test"}])
tagged = ec2.describe_instances(Filters=[{"Name": "tag:stage", "Values": ["t?st"]}])
tags = tagged["Reservations"][0]["Instances"][0]["Tags"]

ec2.run_instances(ImageId=AMI, InstanceType="t3.micro", MinCount=5, MaxCount=5)
pages = ec2.get_paginator("describe_instances").paginate(PaginationConfig={"PageSize": 5})
page_sizes = [
    sum(len(reservation["Instances"]) for reservation in page["Reservations"]) for page in pages
]

status = ec2.describe_instance_status(InstanceIds=ids[:1])["InstanceStatuses"][0]
stopping = ec2.stop_instances(InstanceIds=ids[:1])["StoppingInstances"]
wait("instance_stopped", ids[:1])
stopped = ec2.describe_instances(InstanceIds=ids[:1])["Reservations"][0]["Instances"][0]
copied = ec2.create_snapshots(InstanceSpecification={"InstanceId": ids[1]})["Snapshots"]
snapshot = ec2.describe_snapshots(SnapshotIds=[copied[0]["SnapshotId"]])["Snapshots"][0]
ec2.delete_snapshot(SnapshotId=copied[0]["SnapshotId"])
ec2.terminate_instances(InstanceIds=ids)
wait("instance_terminated", ids)
final = ec2.describe_instances(InstanceIds=ids[:1])["Reservations"][0]["Instances"][0]

dynamodb = boto3.client("dynamodb")
dynamodb.create_table(
    TableName="boto-leases",
    BillingMode="PAY_PER_REQUEST",
    AttributeDefinitions=[{"AttributeName": "leaseKey", "AttributeType": "S"}],
    KeySchema=[{"AttributeName": "leaseKey", "KeyType": "HASH"}],
)
dynamodb.get_waiter("table_exists").wait(
    TableName="boto-leases", WaiterConfig={"Delay": 1, "MaxAttempts": 10}
)
lease = {
    "TableName": "boto-leases",
    "Key": {"leaseKey": {"S": "a"}},
    "UpdateExpression": "SET fencing = if_not_exists(fencing, :zero) + :one",
    "ConditionExpression": "attribute_not_exists(fencing) OR fencing < :two",
    "ExpressionAttributeValues": {":zero": {"N": "0"}, ":one": {"N": "1"}, ":two": {"N": "2"}},
    "ReturnValues": "ALL_NEW",
}
fencing = [dynamodb.update_item(**lease)["Attributes"]["fencing"]["N"] for _ in range(2)]

pricing = boto3.client("pricing", region_name="us-east-1")
pages = pricing.get_paginator("get_products").paginate(
    ServiceCode="AmazonEC2",
    Filters=[{"Type": "TERM_MATCH", "Field": "volumeApiName", "Value": "gp3"}],
    PaginationConfig={"PageSize": 4},
)
families = sorted(
    {json.loads(text)["product"]["productFamily"] for page in pages for text in page["PriceList"]}
)

role = "arn:aws:iam::123456789012:role/"
print(
    json.dumps(
        {
            "account": sts.get_caller_identity()["Account"],
            "assumed_role": sts.assume_role(RoleArn=role + "worker", RoleSessionName="session")[
                "AssumedRoleUser"
            ]["Arn"],
            "launched": [instance["State"]["Name"] for instance in launched],
            "launched_twice": ids == [instance["InstanceId"] for instance in again],
            "launch_time_has_zone": launched[0]["LaunchTime"].tzinfo is not None,
            "tags": {tag["Key"]: tag["Value"] for tag in tags},
            "page_sizes": page_sizes,
            "checks": [
                status[check]["Status"]
                for check in ("InstanceStatus", "SystemStatus", "AttachedEbsStatus")
            ],
            "stopping": [
                [change["PreviousState"]["Name"], change["CurrentState"]["Name"]]
                for change in stopping
            ],
            "stop_reason": stopped["StateReason"]["Code"],
            "snapshot": [copied[0]["State"], snapshot["VolumeSize"], snapshot["OwnerId"]],
            "snapshot_is_gone": error_of(
                ec2.describe_snapshots, SnapshotIds=[copied[0]["SnapshotId"]]
            ),
            "final_state": final["State"]["Name"],
            "fencing": fencing,
            "families": families,
            "errors": {
                "dry_run": error_of(ec2.terminate_instances, InstanceIds=ids, DryRun=True),
                "not_found": error_of(ec2.describe_instances, InstanceIds=[UNKNOWN]),
                "malformed": error_of(ec2.reboot_instances, InstanceIds=["bogus"]),
                "start_terminated": error_of(ec2.start_instances, InstanceIds=ids),
                "filter": error_of(
                    ec2.describe_instances, Filters=[{"Name": "no-such", "Values": ["x"]}]
                ),
                "assume_denied": error_of(
                    sts.assume_role, RoleArn=role + "denied", RoleSessionName="session"
                ),
                "condition": error_of(dynamodb.update_item, **lease),
                "no_table": error_of(
                    dynamodb.get_item, TableName="nothing", Key={"leaseKey": {"S": "a"}}
                ),
                "planned": error_of(ec2.monitor_instances, InstanceIds=ids),
            },
        }
    )
)
