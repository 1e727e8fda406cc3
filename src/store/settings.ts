import { resolve } from "node:path";
import { defineSettings } from "../settings/group.ts";
import { filePath } from "../settings/schemas.ts";
import { publicSetting } from "../settings/setting.ts";

export const storeSettings = defineSettings({
  variables: { DATA_DIR: publicSetting(filePath.default("./data").transform((folder) => resolve(folder))) },
  read: ({ DATA_DIR }) => ({ dataDir: DATA_DIR }),
});
