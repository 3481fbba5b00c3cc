import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger, NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { settle } from '../../../../kernel/settle.js';
import type { DatabaseProbe } from '../../../../modules/jobs/index.js';
import { allowedMethods } from './allowed-methods.js';
import { problemOf } from './problem-of.js';
import { type Problem, problem } from './problem.js';

/** Turns every failure into a problem; the only place that knows which status a failure has. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(private readonly database: DatabaseProbe) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    // Nest itself throws this when no route fits: our own code says what was not found.
    if (error instanceof NotFoundException) return answer(response, noSuchRoute(request, response));
    const foreseen = problemOf(error);
    if (response.headersSent) return this.breakOff(response, request, error);
    answer(response, foreseen ?? (await this.databaseProblem()) ?? this.unforeseen(request, error));
  }

  /** A database that is away fails requests in more ways than anybody can list, so we ask it. */
  private async databaseProblem(): Promise<Problem | null> {
    const outcome = await settle(() => this.database.check());
    if (outcome.status === 'fulfilled') return null;
    const detail =
      'The database does not answer. Running backups go on and put their stacks back; try again later.';
    return problem(503, 'DATABASE_UNAVAILABLE', detail);
  }

  private unforeseen(request: Request, error: unknown): Problem {
    const correlationId = randomUUID();
    this.logger.error(`${request.method} ${request.path} failed (${correlationId})`, error);
    const detail = `Something went wrong that nobody foresaw. The log of the service has more about ${correlationId}.`;
    return problem(500, 'INTERNAL_ERROR', detail, { correlation_id: correlationId });
  }

  /** Half an answer is on its way: cut it off, so that nobody takes it for a whole one. */
  private breakOff(response: Response, request: Request, error: unknown): void {
    this.logger.error(`${request.method} ${request.path} was cut off half-way`, error);
    response.destroy();
  }
}

function noSuchRoute(request: Request, response: Response): Problem {
  const methods = allowedMethods(request);
  if (methods.length === 0) return problem(404, 'ROUTE_NOT_FOUND', `There is nothing at ${request.path}.`);
  response.set('Allow', methods.join(', '));
  const detail = `${request.path} does not know ${request.method}, only ${methods.join(', ')}.`;
  return problem(405, 'METHOD_NOT_ALLOWED', detail);
}

function answer(response: Response, body: Problem): void {
  response.status(body.status).type('application/problem+json').send(JSON.stringify(body));
}
