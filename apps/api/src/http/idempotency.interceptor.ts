import { createHash } from 'node:crypto';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DomainError } from '#platform';
import { getPrincipal } from '../security/principal.js';
import { IdempotencyRecords, type KeyedRequest } from './idempotency-records.js';

const KEY = /^[\x21-\x7e]{8,200}$/;

/**
 * Returns the first response to a POST request that is repeated with the same `Idempotency-Key`, without executing it
 * again. Unique keys in the schema prevent duplicates. The stored response gives the client the result of the first
 * request. Do not use it for responses that contain a secret (a new key, a device's password), because responses stay
 * readable for two days.
 */
@Injectable()
class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly records: IdempotencyRecords) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const key = request.get('idempotency-key');
    if (key === undefined) return next.handle();
    if (!KEY.test(key)) throw new DomainError('api.idempotency_key_invalid');
    return from(
      this.executeOnce(
        request,
        context.switchToHttp().getResponse<Response>(),
        toKeyedRequest(request, key),
        next,
      ),
    );
  }

  private async executeOnce(
    request: Request,
    response: Response,
    keyed: KeyedRequest,
    next: CallHandler,
  ): Promise<unknown> {
    const { scope } = getPrincipal(request);
    const claim = await this.records.claim(scope, keyed);
    switch (claim.kind) {
      case 'in_use':
        throw new DomainError('api.idempotency_key_in_use');
      case 'reused':
        throw new DomainError('api.idempotency_key_reused');
      case 'answered':
        response.status(claim.status).setHeader('Idempotency-Replayed', 'true');
        return claim.response;
      case 'ours': {
        let answer: unknown;
        try {
          answer = await lastValueFrom(next.handle(), { defaultValue: undefined });
        } catch (error) {
          await this.records.release(scope, keyed.key);
          throw error;
        }
        await this.records.storeResponse(scope, keyed.key, response.statusCode, answer);
        return answer;
      }
    }
  }
}

function toKeyedRequest(request: Request, key: string): KeyedRequest {
  const body = JSON.stringify(request.body ?? null);
  return {
    key,
    route: `${request.method} ${request.path}`,
    requestHash: createHash('sha256').update(body).digest('hex'),
  };
}

/**
 * Declares that a POST handler accepts an `Idempotency-Key`. Use it for handlers that create or charge, and for
 * actions that a phone with poor reception sends again because the response was lost.
 */
export const Idempotent = () =>
  applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'A repeated request with the same key has no further effect and returns the first response.',
    }),
  );
