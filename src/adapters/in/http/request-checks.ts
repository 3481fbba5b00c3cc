import { BadRequestException, MisdirectedException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { allowedMethods } from './errors/allowed-methods.js';

/** The names of this machine for itself. */
const OUR_HOSTS = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/**
 * While there are no accounts, only this machine may talk to us. A web page whose name was pointed at 127.0.0.1 (DNS
 * rebinding) comes from this machine too, but names its own host.
 */
export function refuseForeignHosts({ headers }: Request, _response: Response, next: NextFunction): void {
  if (headers.host !== undefined && OUR_HOSTS.test(headers.host)) return next();
  next(
    new MisdirectedException(
      'Stowage answers to localhost, 127.0.0.1 and [::1] only, as long as it has no accounts.',
    ),
  );
}

export function refuseMalformedUrl({ originalUrl }: Request, _response: Response, next: NextFunction): void {
  try {
    decodeURIComponent(originalUrl);
    next();
  } catch {
    next(new BadRequestException('The address is not percent-encoded UTF-8.'));
  }
}

/** Nest's answer to unknown routes comes before Express' own to OPTIONS. */
export function answerOptions(request: Request, response: Response, next: NextFunction): void {
  const methods = request.method === 'OPTIONS' ? allowedMethods(request) : [];
  if (methods.length === 0) return next();
  response.set('Allow', methods.join(', ')).status(204).end();
}

/** Answers tell what is now. */
export function neverStore(_request: Request, response: Response, next: NextFunction): void {
  response.set('Cache-Control', 'no-store');
  next();
}

export function refuseOtherThanJson(request: Request, _response: Response, next: NextFunction): void {
  if (!hasBody(request) || isJson(request.headers['content-type'])) return next();
  next(new UnsupportedMediaTypeException('The body must be JSON, with "Content-Type: application/json".'));
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const isJson = (contentType = ''): boolean => /^application\/json\s*(;|$)/i.test(contentType.trim());
