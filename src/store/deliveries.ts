/**
 * What one receiver is to get: a ticket's package, redacted for its target, or the note that an answer came. `id` is the
 * idempotency key of every attempt. `revision` is that of the ticket.
 */
export type Delivery = {
  id: string;
  target: string;
  reference: string;
  revision: number;
  at: string;
  payload: object;
  /** When the first attempt is due; at once if absent. */
  dueAt?: string;
};

export type DeliveryState = "waiting" | "delivered" | "dead";

/** The outbox has given up on a "dead" delivery; only an operator can retry it. `error` describes the last attempt. */
export type StoredDelivery = Omit<Delivery, "dueAt"> & {
  state: DeliveryState;
  attempts: number;
  nextAt: string;
  deliveredAt: string | null;
  error: string | null;
};

/** The outbox. Each delivery has its own due time and is leased to one process at a time. */
export interface Deliveries {
  /** Leases deliveries that are due at `now` until `until`, oldest first, except those for the targets in `except`. `attempts` includes this attempt. */
  takeDue(now: string, until: string, most: number, except?: readonly string[]): Promise<StoredDelivery[]>;
  /** `payload` replaces the stored one, if only the attempt decided what was delivered. */
  markDelivered(id: string, at: string, payload?: object): Promise<void>;
  /** Removes a delivery that is not needed any more. */
  drop(id: string): Promise<void>;
  /** Records a failed attempt. The next attempt is due at `nextAt`; null makes the delivery dead. */
  markFailed(id: string, error: string, nextAt: string | null): Promise<void>;
  /** Makes dead deliveries due at `now`, all of them or those with the given ids. Returns their number. */
  retryDead(now: string, ids?: readonly string[]): Promise<number>;
  /** When the next delivery is due, except those for the targets in `except`. Undefined when no delivery waits. */
  nextDue(except?: readonly string[]): Promise<string | undefined>;
  /** Newest first, with their payloads. */
  list(filter: { reference?: string; state?: DeliveryState; most: number }): Promise<StoredDelivery[]>;
  /** The number of deliveries per target and state. */
  count(): Promise<{ target: string; state: DeliveryState; count: number }[]>;
}
