/** A resource by where it stands. */
export interface Located {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
}

/** What of the templates takes effect, what has no meaning on a laptop, and what no one knows. */
export interface Report {
  /** Resources that stand. */
  readonly standing: readonly Located[];
  /** Resources and properties without meaning here; `path` is absent for a whole resource. */
  readonly inert: readonly (Located & { readonly path?: string; readonly reason: string })[];
  /** Resources of a type, and properties, that nothing provides; `path` is absent for a whole resource. */
  readonly unknown: readonly (Located & { readonly path?: string })[];
  /** Whatever else differs from a deployment, a sentence each. */
  readonly notes: readonly string[];
}

/** A report while it is being written. */
export interface ReportWriter {
  readonly standing: Located[];
  readonly inert: (Located & { path?: string; reason: string })[];
  readonly unknown: (Located & { path?: string })[];
  readonly notes: string[];
}

export function emptyReport(): ReportWriter {
  return { standing: [], inert: [], unknown: [], notes: [] };
}

/** `Shop-Data/Table (AWS::DynamoDB::Table) SSESpecification.KMSMasterKeyId` */
export function describeUnknown({ stackName, logicalId, type, path }: Report['unknown'][number]): string {
  const where = `${stackName}/${logicalId} (${type})`;
  return path === undefined
    ? `${where}: no provider for this type, not created`
    : `${where} ${path}: unknown property`;
}

/**
 * The report as text: resources by type, one line for what is inert, every unknown thing by name.
 * @param verbose - expands the inert line.
 * @param types - counts the resources by type.
 *
 * @example
 * process.stdout.write(formatReport(cloud.report) + '\n');
 */
export function formatReport(report: Report, { verbose = false, types = true } = {}): string {
  const counts = new Map<string, number>();
  for (const { type } of report.standing) counts.set(type, (counts.get(type) ?? 0) + 1);
  const stacks = new Set(report.standing.map(({ stackName }) => stackName)).size;
  const lines = [`${plural(report.standing.length, 'resource')} in ${plural(stacks, 'stack')}`];
  if (types) {
    for (const [type, count] of [...counts].sort(([a], [b]) => a.localeCompare(b))) {
      lines.push(`  ${String(count).padStart(4)}  ${type}`);
    }
  }
  if (report.inert.length > 0) {
    const whole = report.inert.filter(({ path }) => path === undefined).length;
    const parts = `${plural(whole, 'resource')} and ${plural(report.inert.length - whole, 'property', 'properties')}`;
    lines.push(`${parts} without meaning on a laptop${verbose ? ':' : ' (--verbose lists them)'}`);
    if (verbose) lines.push(...report.inert.map((entry) => `  ${describeInert(entry)}`));
  }
  if (report.unknown.length > 0) {
    lines.push('Unknown to the local cloud, and so without effect:');
    lines.push(...report.unknown.map((entry) => `  ${describeUnknown(entry)}`));
  }
  lines.push(...report.notes.map((note) => `Note: ${note}`));
  return lines.join('\n');
}

function describeInert({ stackName, logicalId, type, path, reason }: Report['inert'][number]): string {
  return `${stackName}/${logicalId} (${type})${path === undefined ? '' : ` ${path}`}: ${reason}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
