using System.Net;
using Chancery.Engine.Settings;

namespace Chancery.Smtp.Client.Connections;

/// <summary>How a host is approached for a mail.</summary>
/// <param name="Addresses">Of the host, in the order in which they are tried.</param>
/// <param name="Credentials">Null: none are needed.</param>
internal sealed record Approach(Target Target, IReadOnlyList<IPAddress> Addresses, TlsDemand Demand, HopCredentials? Credentials);
