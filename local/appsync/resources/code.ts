import { readFileSync } from 'node:fs';
import type { ResourceRequest } from '../../core/resource.ts';

/** Members by which a template gives VTL, with the text or a place in S3. */
const vtl = [
  'RequestMappingTemplate',
  'ResponseMappingTemplate',
  'RequestMappingTemplateS3Location',
  'ResponseMappingTemplateS3Location',
];

/**
 * The APPSYNC_JS of a resolver or function, given inline or as an asset.
 * @throws Error naming the logical id for VTL, another runtime, or an asset that is not there.
 */
export function readCode(request: ResourceRequest): string | undefined {
  const { logicalId, properties } = request;
  const template = vtl.find((member) => properties[member] !== undefined);
  if (template) {
    throw new Error(
      `${logicalId}: ${template} is VTL, which this local cloud does not run. Write it in APPSYNC_JS.`,
    );
  }
  const runtime = properties.Runtime?.Name as string | undefined;
  if (runtime !== undefined && runtime !== 'APPSYNC_JS') {
    throw new Error(`${logicalId}: the runtime ${runtime} is not known; APPSYNC_JS is.`);
  }
  const code = readText(request, properties.Code, properties.CodeS3Location);
  if (code !== undefined && runtime === undefined) throw new Error(`${logicalId}: Code needs a Runtime.`);
  return code;
}

/** A text given inline or at a place in S3. */
export function readText(
  request: ResourceRequest,
  inline: string | undefined,
  location: string | undefined,
): string | undefined {
  if (location === undefined) return inline;
  const path = request.assetFromUrl(location);
  if (path === undefined) throw new Error(`${request.logicalId}: no asset at ${location}.`);
  return readFileSync(path, 'utf8');
}
