import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { allowedMethods } from './errors/allowed-methods.js';

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
