/** Which tenants of Microsoft 365 the bot serves. A valid token does not tell: any tenant that installs the app gets one. */
import type { Activity } from "botbuilder";
import * as z from "zod";

type App = { type: "MultiTenant" | "SingleTenant" | "UserAssignedMSI"; tenantId: string | undefined };

/** Undefined: every tenant, as the registration says. */
export function findServedTenant({ type, tenantId }: App): string | undefined {
  return type === "MultiTenant" ? undefined : tenantId;
}

// Teams fills both this place and conversation.tenantId. An id that is not text names no tenant of ours.
const teamsTenant = z.object({ tenant: z.object({ id: z.unknown() }) });

/** Teams always names a tenant, so its activities must. Channels without tenants, such as Azure Direct Line, pass. */
export function isFromTenant({ channelId, channelData, conversation }: Activity, tenant: string): boolean {
  const named = [teamsTenant.safeParse(channelData).data?.tenant.id, conversation.tenantId].filter(
    (id) => id !== undefined && id !== null,
  );
  if (named.length === 0) return channelId !== "msteams";
  return named.every((id) => typeof id === "string" && id.toLowerCase() === tenant.toLowerCase());
}
