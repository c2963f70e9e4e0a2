namespace Chancery.Host.Settings;

/// <summary>Codes of findings about an installation (range 7xxx: bundle and deploy).</summary>
internal static class SettingsCodes
{
    public const string Unreadable = "CH7001";
    public const string UnknownKey = "CH7002";
    public const string WrongType = "CH7003";
    public const string BadValue = "CH7004";
    public const string Missing = "CH7005";
    public const string NotBuilt = "CH7006";
    public const string Dangling = "CH7007";
    public const string Secret = "CH7008";

    public const string Store = "CH7101";
    public const string Certificate = "CH7102";
    public const string NextHop = "CH7103";
    public const string OtherDomains = "CH7105";
}
