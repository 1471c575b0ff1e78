"""What launching a worker and waiting for it is with boto3, to compare with."""

# #region program
import uuid

import boto3

ec2 = boto3.client("ec2", region_name="us-east-1")
reservation = ec2.run_instances(
    ImageId="ami-0123456789abcdef0",
    InstanceType="c5.2xlarge",
    MinCount=1,
    MaxCount=1,
    ClientToken=str(uuid.uuid4()),
    TagSpecifications=[
        {"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "cml-worker-prod-001"}]}
    ],
)
ids = [instance["InstanceId"] for instance in reservation["Instances"]]
waiter = ec2.get_waiter("instance_status_ok")  # the instance check alone
waiter.wait(InstanceIds=ids, WaiterConfig={"Delay": 1, "MaxAttempts": 600})
ec2.create_tags(Resources=ids, Tags=[{"Key": "AssignedLab", "Value": "A"}])
found = ec2.describe_instances(InstanceIds=ids)
print(found["Reservations"][0]["Instances"][0]["PrivateIpAddress"])
ec2.terminate_instances(InstanceIds=ids)
# #endregion program
