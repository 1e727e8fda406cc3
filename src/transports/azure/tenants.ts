/** Checks which Microsoft 365 tenants the bot serves. A valid token is not enough: any tenant that installs the app gets one. */
import type { Activity } from "botbuilder";
import * as z from "zod";

type App = { type: "MultiTenant" | "SingleTenant" | "UserAssignedMSI"; tenantId: string | undefined };

/** Undefined means every tenant, as registered. */
export function findServedTenant({ type, tenantId }: App): string | undefined {
  return type === "MultiTenant" ? undefined : tenantId;
}

// Teams sets both this field and conversation.tenantId. An id that is not text never matches our tenant.
const teamsTenant = z.object({ tenant: z.object({ id: z.unknown() }) });

/** Teams always names a tenant, so its activities must. Channels without tenants, such as Azure Direct Line, pass. */
export function isFromTenant({ channelId, channelData, conversation }: Activity, tenant: string): boolean {
  const ids = [teamsTenant.safeParse(channelData).data?.tenant.id, conversation.tenantId].filter(
    (id) => id !== undefined && id !== null,
  );
  if (ids.length === 0) return channelId !== "msteams";
  return ids.every((id) => typeof id === "string" && id.toLowerCase() === tenant.toLowerCase());
}
