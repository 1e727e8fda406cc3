/** The settings that Remote Desktop and its usual companions write into an .rdp file. They tell such a file from other text. */
export const rdpNames: readonly string[] = `
  administrative session
  allow desktop composition
  allow font smoothing
  alternate full address
  alternate shell
  audiocapturemode
  audiomode
  audioqualitymode
  authentication level
  auto connect
  autoreconnect max retries
  autoreconnection enabled
  bandwidthautodetect
  bitmapcachepersistenable
  bitmapcachesize
  camerastoredirect
  compression
  connect to console
  connection type
  desktop size id
  desktopheight
  desktopscalefactor
  desktopwidth
  devicestoredirect
  disable cursor setting
  disable full window drag
  disable menu anims
  disable themes
  disable wallpaper
  disableclipboardredirection
  disableconnectionsharing
  disableprinterredirection
  displayconnectionbar
  domain
  drivestoredirect
  dynamic resolution
  enablecredsspsupport
  enablerdsaadauth
  enablesuperpan
  enableworkspacereconnect
  encode redirected video capture
  full address
  gatewaybrokeringtype
  gatewaycredentialssource
  gatewayhostname
  gatewayprofileusagemethod
  gatewayusagemethod
  kdcproxyname
  keyboardhook
  loadbalanceinfo
  maximizetocurrentdisplays
  negotiate security layer
  networkautodetect
  password 51
  pinconnectionbar
  prompt for credentials
  prompt for credentials on client
  promptcredentialonce
  public mode
  rdgiskdcproxy
  redirectclipboard
  redirectcomports
  redirectdirectx
  redirectdrives
  redirected video capture encoding quality
  redirectlocation
  redirectposdevices
  redirectprinters
  redirectsmartcards
  redirectwebauthn
  remoteapplicationcmdline
  remoteapplicationexpandcmdline
  remoteapplicationexpandworkingdir
  remoteapplicationfile
  remoteapplicationicon
  remoteapplicationmode
  remoteapplicationname
  remoteapplicationprogram
  screen mode id
  selectedmonitors
  server port
  session bpp
  shell working directory
  signature
  signscope
  singlemoninwindowedmode
  smart sizing
  span monitors
  superpanaccelerationfactor
  targetisaadjoined
  usbdevicestoredirect
  use multimon
  use redirection server name
  username
  videoplaybackmode
  winposstr
  workspace id
`
  .trim()
  .split(/\n\s*/);
