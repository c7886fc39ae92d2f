import { createHash } from 'node:crypto';

/**
 * The longest name that a type takes, where it is shorter than a stack name, a logical id and a suffix can get.
 * From the CloudFormation and service references of each type.
 */
const longest: Readonly<Record<string, number>> = {
  'AWS::IAM::Role': 64,
  'AWS::IAM::User': 64,
  'AWS::Lambda::Function': 64,
  'AWS::Events::Archive': 48,
  'AWS::Events::Rule': 64,
  'AWS::Scheduler::Schedule': 64,
  'AWS::Scheduler::ScheduleGroup': 64,
  'AWS::S3::Bucket': 63,
  'AWS::SQS::Queue': 80,
  'AWS::StepFunctions::StateMachine': 80,
  'AWS::AppSync::GraphQLApi': 128,
  'AWS::Cognito::UserPool': 128,
};
const suffixLength = 12;

/**
 * A name as CloudFormation would make it: `Stack-LogicalId-1A2B3C4D5E6F`. The suffix comes from stack and logical id,
 * so that a restart finds the same names. Too long a name loses the ends of stack name and logical id; how
 * CloudFormation divides the room between them is not established, here each gets half and what the other leaves.
 *
 * @example
 * generatedName('Shop', 'OrderRole', 'AWS::IAM::Role'); // 'Shop-OrderRole-6T0NDJ8Q2F1X'
 */
export function generatedName(stackName: string, logicalId: string, type: string): string {
  const room = (longest[type] ?? 255) - suffixLength - 2;
  const half = Math.floor(room / 2);
  const stackRoom = Math.max(half, room - logicalId.length);
  const stack = stackName.slice(0, stackRoom);
  const name = `${stack}-${logicalId.slice(0, room - stack.length)}-${suffix(`${stackName}/${logicalId}`)}`;
  if (type === 'AWS::S3::Bucket') return name.toLowerCase();
  // A FIFO queue's name ends in .fifo, which only its provider knows to add.
  return name;
}

/** Twelve letters and digits that stand for a text. */
export function suffix(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex');
  return BigInt(`0x${digest}`).toString(36).toUpperCase().padStart(suffixLength, '0').slice(0, suffixLength);
}

/** A UUID that stands for a text. */
export function stableUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
