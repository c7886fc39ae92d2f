import { readFileSync } from 'node:fs';
import type { ResourceRequest } from '../../core/resource.ts';
import type { MappingTemplates } from '../definition.ts';

/** The APPSYNC_JS or the mapping templates of a resolver or function. */
export interface ResolverCode {
  readonly code?: string;
  readonly templates?: MappingTemplates;
}

/**
 * What a resolver or function runs, given inline or as assets.
 * @throws Error naming the logical id for another runtime, code beside templates, or an asset that is not there.
 */
export function readCode(request: ResourceRequest): ResolverCode {
  const { logicalId, properties } = request;
  const runtime = properties.Runtime?.Name as string | undefined;
  if (runtime !== undefined && runtime !== 'APPSYNC_JS') {
    throw new Error(`${logicalId}: the runtime ${runtime} is not known; APPSYNC_JS is.`);
  }
  const code = readText(request, properties.Code, properties.CodeS3Location);
  if (code !== undefined && runtime === undefined) throw new Error(`${logicalId}: Code needs a Runtime.`);
  const template = (which: string) =>
    readText(request, properties[`${which}MappingTemplate`], properties[`${which}MappingTemplateS3Location`]);
  const templates = { request: template('Request'), response: template('Response') };
  if (templates.request === undefined && templates.response === undefined) return { code };
  if (runtime !== undefined) {
    throw new Error(`${logicalId}: a runtime takes Code, and no mapping templates.`);
  }
  return { templates };
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
