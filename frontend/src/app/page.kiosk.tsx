import { Kiosk } from "@/kiosk/Kiosk";

export default function Page() {
  return <Kiosk />;
}
